package org.computecontracts.wif.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.wif.WebCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PetitionTest {
    private static final Did ALICE = new Did("did:plc:5svqtrhheairglgiiyvutzik");
    private static final String CREATE = "/xrpc/com.atproto.repo.createRecord";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//xrpc/com.atproto.repo.createRecord",
                "/xrpc//com.atproto.repo.createRecord",
                "/xrpc/../xrpc/com.atproto.repo.createRecord",
                "/xrpc/./com.atproto.repo.createRecord",
                "/xrpc%2Fcom.atproto.repo.createRecord",
                "/xrpc/com.atproto.repo.create%52ecord",
                "/xrpc/com.atproto.repo.createRecord/",
                "/xrpc/com.atproto.repo.createRecord;x=1",
                "/xrpc/..;/xrpc/com.atproto.repo.createRecord",
            })
    void refusesPathsWithTwoReadings(String path) {
        assertDenied(new WebCall("POST", path, "", Map.of(), new byte[0]));
    }

    @Test
    void refusesARepositoryThatIsNotTheOwners() {
        assertDenied(post("{\"repo\":\"did:plc:bbbbbbbbbbbbbbbbbbbbbbbb\"}"));
        assertDenied(post("{\"repo\":null}"));
        assertDenied(post("{\"repo\":[\"" + ALICE + "\"]}"));
    }

    @Test
    void refusesABodyThatPretendsToBeAQuery() {
        assertDenied(post("{\"?\":{\"a\":\"1\"}}"));
    }

    @Test
    void refusesMethodsNoPolicyKnows() {
        assertDenied(new WebCall("PROPFIND", CREATE, "", Map.of(), new byte[0]));
    }

    @Test
    void theQueryIsJudgedDecodedAndWithEveryValue() {
        var petition =
                Petition.of(new WebCall("GET", "/xrpc/a.b.c", "a=%78&b=1&b=2&b=3&c", Map.of(), new byte[0]), ALICE);

        assertThat(petition.ask().capability()).isEqualTo("read");
        assertThat(petition.ask().body())
                .isEqualTo(Json.read("{\"?\":{\"a\":\"x\",\"b\":[\"1\",\"2\",\"3\"],\"c\":\"\"}}"));
    }

    @Test
    void theBodyOfAGetIsNeitherJudgedNorSent() {
        var petition = Petition.of(
                new WebCall("GET", "/xrpc/a.b.c", "", Map.of(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8)), ALICE);

        assertThat(petition.ask().body()).isEmpty();
        assertThat(petition.body()).isEmpty();
    }

    @Test
    void aBodyThatIsNoJsonIsSentAsItIsAndHasNoParameters() {
        var bytes = new byte[] {1, 2, 3};

        var petition =
                Petition.of(new WebCall("POST", "/xrpc/a.b.c", "", Map.of("content-type", "image/png"), bytes), ALICE);

        assertThat(petition.ask().body()).isEmpty();
        assertThat(petition.body()).isEqualTo(bytes);
        assertThat(petition.contentType()).isEqualTo("image/png");
    }

    private static WebCall post(String body) {
        return new WebCall("POST", CREATE, "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertDenied(WebCall call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Petition.of(call, ALICE))
                .extracting(ProblemException::type)
                .isEqualTo(ProxyProblem.DENIED);
    }
}
