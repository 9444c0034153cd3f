package org.computecontracts.pds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.account.Plc;
import org.computecontracts.plc.PlcOperation;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls passed on to a service that tells what reached it. */
class ProxyTest {
    private static final Database DATABASE = Database.fresh();
    private static final String METHOD = "app.bsky.feed.getTimeline";
    private final PdsServer server = new PdsServer(DATABASE, Clock.systemUTC());
    private final XrpcMethods methods = XrpcMethods.of(server.pds().methods());
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer service = vertx.createHttpServer().requestHandler(this::answer);
    private final Map<String, String> reached = new ConcurrentHashMap<>();
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());
    private String name = "";

    @BeforeEach
    void aliceKnowsAService() {
        DATABASE.clear();
        alice = server.pds().signUp("alice.test");
        service.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        var key = SigningKey.generate(Curve.K256);
        var url = URI.create("http://localhost:" + service.actualPort());
        var operation = PlcOperation.genesis(
                new Handle("service.example"), url, List.of(), Map.of("atproto", key.didKey()), key);
        server.pds().get(Plc.class).submit(operation.did(), operation);
        name = operation.did() + "#atproto_pds";
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    private void answer(HttpServerRequest request) {
        request.headers().forEach((header, value) -> reached.put(header.toLowerCase(Locale.ROOT), value));
        reached.put("verb", request.method().name());
        request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Encoding", "br")
                .putHeader("Content-Language", "de")
                .putHeader("Content-Length", "10")
                .putHeader("Atproto-Repo-Rev", "3k")
                .putHeader("Atproto-Content-Labelers", "did:x")
                .putHeader("Retry-After", "7")
                .putHeader("Set-Cookie", "a=b")
                .putHeader("Access-Control-Allow-Origin", "https://service.example")
                .end("compressed");
    }

    /** The lists of pipethrough.js. */
    @Test
    void theSameHeadersGoAlongAsWithTheReference() {
        var reply = call(
                "GET",
                Map.of(
                        "accept-language", "de",
                        "accept-encoding", "br",
                        "atproto-accept-labelers", "did:x;redact",
                        "x-bsky-topics", "cats",
                        "accept", "text/html",
                        "cookie", "secret",
                        "x-other", "1"));

        assertThat(reached)
                .containsEntry("accept-language", "de")
                .containsEntry("accept-encoding", "br")
                .containsEntry("atproto-accept-labelers", "did:x;redact")
                .containsEntry("x-bsky-topics", "cats")
                .doesNotContainKeys("accept", "cookie", "x-other", "content-type", "atproto-proxy");
        assertThat(reached.get("authorization")).startsWith("Bearer ").doesNotContain(alice.access());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(new String(reply.body(), UTF_8)).isEqualTo("compressed");
        assertThat(reply.headers())
                .containsOnlyKeys(
                        "content-encoding",
                        "content-language",
                        "atproto-repo-rev",
                        "atproto-content-labelers",
                        "retry-after",
                        "X-Content-Type-Options");
    }

    @Test
    void whoTakesNothingCompressedIsSentNothingCompressed() {
        call("GET", Map.of());

        assertThat(reached).containsEntry("accept-encoding", "identity");
    }

    @Test
    void aBodyGoesAlongAsItIs() {
        call("POST", Map.of("content-type", "application/json", "content-encoding", "gzip"));

        assertThat(reached)
                .containsEntry("verb", "POST")
                .containsEntry("content-type", "application/json")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("content-length", "4");
    }

    @Test
    void aHeadIsPassedOnAsOne() throws Exception {
        var reply = call("HEAD", Map.of());

        assertThat(reached).containsEntry("verb", "HEAD");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.headers()).containsEntry("atproto-repo-rev", "3k");
        assertThat(reply.content().length()).isEqualTo("compressed".length());
        assertThat(reply.body()).isEmpty();
    }

    private XrpcReply call(String verb, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + alice.access());
        all.put("atproto-proxy", name);
        var body = verb.equals("POST") ? "body".getBytes(UTF_8) : new byte[0];
        return methods.answer(new XrpcCall(verb, METHOD, "", body, all, "192.0.2.1"));
    }
}
