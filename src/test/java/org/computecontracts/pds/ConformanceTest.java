package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our PDS as the network's own packages see it. */
class ConformanceTest {
    private static final Database DATABASE = Database.fresh();
    private static PdsServer server;

    @BeforeAll
    static void start() {
        Peer.assumeInstalled();
        server = new PdsServer(DATABASE, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void nobodyIsHere() {
        DATABASE.clear();
    }

    @Test
    void anAgentSignsInWritesReadsAndChecksProofs() throws Exception {
        var seen = Peer.run("agent.mjs", server.url(), "alice.test", "correct horse");

        assertThat(seen.path("pds").asText()).isEqualTo(server.url().toString());
        assertThat(seen.path("refreshed").asBoolean()).isTrue();
        assertThat(seen.path("staleSwap").asText()).isEqualTo("InvalidSwap");
        assertThat(seen.path("text").asText()).isEqualTo("b");
        assertThat(seen.path("listed").asInt()).isEqualTo(1);
        assertThat(seen.path("collections")).map(JsonNode::asText).containsExactly("com.example.note");
        assertThat(seen.path("proved")).map(JsonNode::asText).containsExactly("com.example.note/b");
        assertThat(seen.path("verified").asInt()).isEqualTo(2);
        assertThat(seen.path("unverified").asInt()).isZero();
        assertThat(List.of(seen.path("resolved").asText(), seen.path("issuer").asText()))
                .containsOnly(seen.path("did").asText());
        assertThat(seen.path("wrongMethod").asText()).isEqualTo("BadJwtLexiconMethod");
    }

    @Test
    void aFirehoseReaderBelievesEveryCommit() throws Exception {
        var alice = server.pds().signUp("alice.test");
        for (var i = 0; i < 30; i++) {
            write(alice, "createRecord", i, "note " + i);
        }
        for (var i = 0; i < 30; i += 3) {
            write(alice, "putRecord", i, "changed " + i);
            write(alice, "deleteRecord", i + 1, "");
        }

        var heard = Peer.run("firehose.mjs", server.url(), 0, 53);

        assertThat(heard.path("errors")).isEmpty();
        assertThat(events(heard, "identity"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("handle").asText()).isEqualTo("alice.test"));
        assertThat(events(heard, "account"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("active").asBoolean()).isTrue());
        assertThat(events(heard, "sync")).hasSize(1);
        assertThat(events(heard, "create")).hasSize(30);
        assertThat(events(heard, "update"))
                .hasSize(10)
                .allSatisfy(event -> assertThat(event.path("text").asText()).startsWith("changed"));
        assertThat(events(heard, "delete")).hasSize(10);
    }

    /** The numbers are those of its source, version 0.4.217. */
    @Test
    void tellsTheLimitsOfTheReferenceImplementation() throws Exception {
        var seen = Peer.run("limits.mjs", server.url());

        assertThat(seen.path("createAccount").asText()).isEqualTo("100;w=300");
        assertThat(seen.path("createSession").asText()).isEqualTo("30;w=300");
        assertThat(seen.path("updateHandle").asText()).isEqualTo("10;w=300");
        assertThat(seen.path("uploadBlob").asText()).isEqualTo("1000;w=86400");
        assertThat(seen.path("requestAccountDelete").asText()).isEqualTo("5;w=3600");
        assertThat(seen.path("wrongPassword").toString()).isEqualTo("[401,\"AuthenticationRequired\"]");
        assertThat(seen.path("tooMany").toString()).isEqualTo("[429,\"RateLimitExceeded\",\"30;w=300\",\"0\"]");
        assertThat(seen.path("reset").asBoolean()).isTrue();
    }

    @Test
    void theLexiconToolsAcceptEveryLexicon() throws Exception {
        var report = Peer.run("lexicons.mjs", "../../lexicons");

        assertThat(report.path("refused")).isEmpty();
        assertThat(report.path("accepted").asInt()).isGreaterThan(20);
    }

    @Test
    void anAgentManagesItsAccount() throws Exception {
        var seen = Peer.run("account.mjs", server.url(), "alice.test", "correct horse", server.url() + "/names");

        assertThat(seen.path("shape").asBoolean()).isTrue();
        assertThat(seen.path("appMayNot").asText()).isEqualTo("InvalidToken");
        assertThat(seen.path("names")).map(JsonNode::asText).containsExactly("phone");
        assertThat(seen.path("blob").asText()).isEqualTo("<script>alert(1)</script>");
        assertThat(seen.path("policy").asText()).isEqualTo("default-src 'none'; sandbox");
        assertThat(seen.path("sniff").asText()).isEqualTo("nosniff");
        assertThat(seen.path("disposition").asText()).startsWith("attachment");
        assertThat(seen.path("blobs").asInt()).isEqualTo(1);
        assertThat(seen.path("missing").asInt()).isZero();
        assertThat(seen.path("tooLarge").asText()).isEqualTo("PayloadTooLarge");
        assertThat(seen.path("resolved").asBoolean()).isTrue();
        assertThat(seen.path("stranger").asText()).startsWith("External handle did not resolve to DID");
        assertThat(seen.path("policy10").asText()).isEqualTo("10;w=300");
        assertThat(seen.path("own")).map(JsonNode::asText).containsExactly("alice.somewhere.zz", "true");
        assertThat(seen.path("signedIn").asText()).isEqualTo("alice.somewhere.zz");
        assertThat(seen.at("/preferences/0/enabled").isBoolean()).isTrue();
        assertThat(seen.at("/reserved/0").asText())
                .startsWith("did:key:z")
                .isEqualTo(seen.at("/reserved/1").asText());
        assertThat(seen.path("noMail").asText()).isEqualTo("InvalidRequest");
        assertThat(seen.path("invites").asInt()).isZero();
        assertThat(seen.path("status")).map(JsonNode::asText).containsExactly("true", "true", "1", "1", "1");
        assertThat(seen.path("resting").asText()).isEqualTo("deactivated");
        assertThat(seen.path("gone").asText()).isEqualTo("RepoNotFound");
    }

    @Test
    void theDirectoryJudgesOperationsAsTheReferenceOneDoes() throws Exception {
        var said = Peer.run("plc.mjs", server.url());

        assertThat(said.path("ours")).as("of %s", said.path("names")).isEqualTo(said.path("theirs"));
        assertThat(said.path("ours")).map(JsonNode::asBoolean).contains(true, false);
        assertThat(said.path("gone").asInt()).isEqualTo(410);
        assertThat(said.path("sameLog").asBoolean()).isTrue();
        assertThat(said.path("sameData").asBoolean()).isTrue();
        assertThat(said.path("last").asBoolean()).isTrue();
        assertThat(said.path("valid").asBoolean()).isTrue();
    }

    @Test
    void callsArePassedOnToTheServiceThatIsNamed() throws Exception {
        var alice = server.pds().signUp("alice.test");

        var seen = Peer.run("proxy.mjs", server.url(), "alice.test", PdsUnderTest.PASSWORD);

        assertThat(seen.path("get").asBoolean() && seen.path("post").asBoolean())
                .isTrue();
        assertThat(seen.path("refused").toString()).isEqualTo("[418,\"Teapot\"]");
        assertThat(seen.path("own").asText()).isEqualTo(alice.did().value());
        for (var mistake : List.of("unknownService", "malformed", "protected")) {
            assertThat(seen.path(mistake).asText()).as(mistake).isEqualTo("InvalidRequest");
        }
        assertThat(seen.path("without").asInt()).isEqualTo(501);
        assertThat(seen.path("heard")).hasSize(3).allSatisfy(call -> {
            assertThat(call.path("iss").asText()).isEqualTo(alice.did().value());
            assertThat(call.path("cookie").isNull() && call.path("proxied").isNull())
                    .isTrue();
        });
        assertThat(seen.at("/heard/0/query").asText()).isEqualTo("?limit=3&q=a%20b");
        assertThat(seen.at("/heard/0/language").asText()).isEqualTo("de");
        assertThat(seen.at("/heard/1/body").asText()).isEqualTo("{\"price\":1}");
    }

    @Test
    void aFirehoseReaderFollowsANewKeyAndTheLifeOfAnAccount() throws Exception {
        var alice = server.pds().signUp("alice.test");
        write(alice, "createRecord", 1, "before");
        server.pds().procedure("org.computecontracts.server.rotateSigningKey", alice.access(), Json.object());
        write(alice, "createRecord", 2, "after");
        server.pds().procedure("com.atproto.server.deactivateAccount", alice.access(), Json.object());
        server.pds().procedure("com.atproto.server.activateAccount", alice.access(), Json.object());
        write(alice, "deleteRecord", 1, "");

        var heard = Peer.run("firehose.mjs", server.url(), 7, 6);

        assertThat(heard.path("errors")).isEmpty();
        assertThat(heard.path("events"))
                .map(event -> event.path("event").asText())
                .containsExactly("create", "account", "account", "identity", "sync", "delete");
    }

    private static void write(PdsUnderTest.Login login, String method, int number, String text) {
        var input = Json.object()
                .put("repo", login.did().value())
                .put("collection", "com.example.note")
                .put("rkey", "k" + number);
        input.putObject("record").put("text", text);
        server.pds().procedure("com.atproto.repo." + method, login.access(), input);
    }

    private static List<JsonNode> events(JsonNode heard, String kind) {
        return StreamSupport.stream(heard.path("events").spliterator(), false)
                .filter(event -> event.path("event").asText().equals(kind))
                .toList();
    }
}
