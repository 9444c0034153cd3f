package org.computecontracts.ingress.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReuseTest {
    private static final RequestHead GET = request("GET");
    private static final AnswerHead WHOLE = answer(200, new Framing.Length(2), true);

    @Test
    void aPlainExchangeLeavesTheConnectionFit() {
        assertThat(new Reuse(GET, WHOLE, true, false, false).objection()).isEmpty();
        assertThat(new Reuse(request("POST"), answer(500, Framing.CHUNKED, true), true, false, false).objection())
                .isEmpty();
    }

    @Test
    void anyDoubtEndsIt() {
        assertThat(List.of(
                        new Reuse(GET, WHOLE, false, false, false),
                        new Reuse(GET, WHOLE, true, true, false),
                        new Reuse(GET, WHOLE, true, false, true),
                        new Reuse(withBody("POST"), WHOLE, true, false, false),
                        new Reuse(GET, answer(200, new Framing.Length(2), false), true, false, false),
                        new Reuse(GET, answer(204, Framing.NONE, true), true, false, false),
                        new Reuse(request("HEAD"), answer(200, Framing.NONE, true), true, false, false),
                        new Reuse(GET, answer(200, Framing.UNTIL_CLOSE, true), true, false, false),
                        new Reuse(request("PROPFIND"), WHOLE, true, false, false)))
                .allSatisfy(reuse -> assertThat(reuse.objection()).isPresent());
    }

    private static RequestHead request(String method) {
        return new RequestHead(method, "/", "a", ProxyHeaders.empty(), Framing.NONE, false);
    }

    private static RequestHead withBody(String method) {
        return new RequestHead(method, "/", "a", ProxyHeaders.empty(), new Framing.Length(1), false);
    }

    private static AnswerHead answer(int status, Framing framing, boolean keeps) {
        return new AnswerHead(status, ProxyHeaders.empty(), framing, keeps);
    }
}
