package org.computecontracts.atproto.xrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;

class XrpcMethodsTest {
    private final XrpcMethods methods = XrpcMethods.of(
            List.of(new Echo("com.atproto.repo.echo"), new Echo("com.example.echo"), new Echo(XrpcMethods.ANY_OTHER)));

    /** Says its name to everybody who has a token. */
    private record Echo(String nsid) implements XrpcMethod {
        @Override
        public Kind kind() {
            return nsid.equals(XrpcMethods.ANY_OTHER) ? Kind.EITHER : Kind.PROCEDURE;
        }

        @Override
        public void admit(XrpcCall call) {
            call.bearer();
        }

        @Override
        public XrpcReply handle(XrpcCall call) {
            return XrpcReply.json(Json.object().put("by", nsid));
        }

        @Override
        public int maxBodyBytes() {
            return 10;
        }
    }

    @Test
    void strangersAreRefusedBeforeTheirBodyIsRead() {
        var call = call("POST", "com.example.echo", Map.of());

        assertThat(methods.refusal(call))
                .hasValueSatisfying(reply -> assertThat(reply.status()).isEqualTo(401));
        assertThat(methods.refusal(call("POST", "com.example.echo", Map.of("authorization", "Bearer x"))))
                .isEmpty();
    }

    @Test
    void onlyWhatIsNotThePdssOwnIsPassedOn() {
        var elsewhere = Map.of("atproto-proxy", "did:web:market.example#market");

        assertThat(by(call("POST", "com.example.echo", Map.of()))).isEqualTo("com.example.echo");
        assertThat(by(call("POST", "com.example.echo", elsewhere))).isEqualTo(XrpcMethods.ANY_OTHER);
        assertThat(by(call("POST", "com.atproto.repo.echo", elsewhere))).isEqualTo("com.atproto.repo.echo");
        assertThat(by(call("GET", "com.example.unknown", Map.of()))).isEqualTo(XrpcMethods.ANY_OTHER);
    }

    @Test
    void aBodyTooLargeAndAWrongVerbAreRefused() {
        var call = call("POST", "com.example.echo", Map.of());

        assertThat(methods.answer(call.withBody(new byte[11])).status()).isEqualTo(413);
        assertThat(methods.answer(call("GET", "com.example.echo", Map.of())).status())
                .isEqualTo(400);
        assertThat(methods.answer(call("DELETE", "com.example.unknown", Map.of()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aHeadIsTakenWhereAGetIs() {
        assertThat(methods.answer(call("HEAD", "com.example.unknown", Map.of())).status())
                .isEqualTo(200);
        assertThat(methods.answer(call("HEAD", "com.example.echo", Map.of())).status())
                .isEqualTo(400);
    }

    private String by(XrpcCall call) {
        var body = new String(methods.answer(call).body(), StandardCharsets.UTF_8);
        return Json.read(body).path("by").asText();
    }

    private static XrpcCall call(String verb, String nsid, Map<String, String> headers) {
        return new XrpcCall(verb, nsid, "", new byte[0], headers, "192.0.2.1");
    }
}
