package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relay, front and audit inside the portal, with an account and a key record on its own PDS. */
class IngressIT {
    private static final PortalUnderTest PORTAL = PortalUnderTest.running();

    @TempDir
    Path folder;

    private final SafeHttp http = SafeHttp.with(true, PORTAL.dataFolder());

    @Test
    void aPublishedKeyOpensATunnelThatIsWrittenDown() {
        var key = Ssh.key(folder, "ed25519", "id_ed25519");
        var account = signUp("tunnel.test");
        publish(account, Ssh.publicKey(key));
        var url =
                URI.create("https://web--tunnel-test.localhost:" + PORTAL.url().getPort() + "/hello");

        try (var workload = new Workload(0);
                var ssh = Ssh.to(
                        PORTAL.relayPort(), key, "tunnel.test", List.of("-R", "web:80:127.0.0.1:" + workload.port()))) {
            Ssh.await("the tunnel opens", () -> {
                assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
                return ask("web--tunnel-test.localhost") == 200;
            });

            assertThat(http.send(HttpRequest.get(url)).text()).isEqualTo("Hello World!\n");
        }

        Ssh.await("the audit has its end", () -> audit().equals("web the client went away 1"));
        assertThat(ask("web--tunnel-test.localhost")).isEqualTo(404);
    }

    /** The server behind takes TRACE as having no body; the front has none of it. */
    @Test
    void aTraceWithABodyIsNotForThePortal() {
        try (var hostile = visitor();
                var honest = visitor()) {
            var inner = "GET /metrics HTTP/1.1\r\nHost: x\r\nX: ";
            assertThat(hostile.send(head("TRACE /xrpc/_health", "Content-Length: " + inner.length()) + inner)
                            .answer()
                            .status())
                    .isEqualTo(405);
            for (var i = 0; i < 8; i++) {
                assertThat(honest.send(head("GET /xrpc/_health")).answer().body())
                        .contains("version");
            }
        }
    }

    @Test
    void anUploadThatThePortalWillNotReadIsAnsweredAndHoldsUpNobody() {
        for (var i = 0; i < 8; i++) {
            try (var large = visitor();
                    var next = visitor()) {
                var answer = large.send(head(
                                "POST /api/policy/trial", "Content-Type: application/json", "Content-Length: 10000000"))
                        .send("x".repeat(10_000_000))
                        .answer();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(next.send(head(
                                                "POST /xrpc/com.atproto.server.createSession",
                                                "Content-Type: application/json",
                                                "Content-Length: 2")
                                        + "{}")
                                .answer()
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void anUpgradeWhereThePortalHasNoneIsAnsweredAtOnce() {
        try (var visitor = visitor()) {
            var answer = visitor.send(head(
                            "GET /xrpc/_health",
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                    .answer(Duration.ofSeconds(5));

            assertThat(answer.status()).isBetween(200, 499);
            assertThat(visitor.send(head("GET /xrpc/_health"))
                            .answer(Duration.ofSeconds(5))
                            .body())
                    .contains("version");
        }
    }

    private static RawVisitor visitor() {
        var ca = PORTAL.dataFolder().resolve("ca").resolve("ca.pem");
        return RawVisitor.at(PORTAL.url().getPort(), "localhost", FrontUnderTest.trusting(ca));
    }

    private static String head(String start, String... fields) {
        var more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return start + " HTTP/1.1\r\nHost: localhost:" + PORTAL.url().getPort() + "\r\n" + more + "\r\n";
    }

    @Test
    void publishesItsCertificateAndItsHostKeys() {
        assertThat(get("/ca.pem")).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(get("/.well-known/ssh-known-hosts"))
                .contains("[localhost]:" + PORTAL.relayPort() + " ssh-ed25519 ")
                .contains("[localhost]:" + PORTAL.relayPort() + " ssh-rsa ");
    }

    private ObjectNode signUp(String handle) {
        var wanted = Json.object()
                .put("handle", handle)
                .put("password", "correct horse battery")
                .put("email", "t@example.org");
        return http.send(HttpRequest.postJson(PORTAL.url().resolve("/xrpc/com.atproto.server.createAccount"), wanted))
                .orFail()
                .json();
    }

    private void publish(ObjectNode account, String key) {
        var record = Json.object()
                .put("$type", "com.fedproxy.sshPublicKey")
                .put("key", key)
                .put("service", "web")
                .put("name", "web")
                .put("createdAt", "2026-01-01T00:00:00.000Z");
        var input = Json.object()
                .put("repo", account.path("did").asText())
                .put("collection", "com.fedproxy.sshPublicKey")
                .set("record", record);
        http.send(HttpRequest.postJson(PORTAL.url().resolve("/xrpc/com.atproto.repo.createRecord"), input)
                        .bearer(account.path("accessJwt").asText()))
                .orFail();
    }

    private int ask(String domain) {
        return http.send(HttpRequest.get(PORTAL.url().resolve("/ingress/check?domain=" + domain)))
                .status();
    }

    private String get(String path) {
        return http.send(HttpRequest.get(PORTAL.url().resolve(path))).orFail().text();
    }

    private static String audit() {
        try (var connection = PORTAL.site().postgres().orElseThrow().connect("portal");
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select service, close_reason, requests from tunnel where host_name = 'web--tunnel-test.localhost'")) {
            return row.next() ? row.getString(1) + " " + row.getString(2) + " " + row.getLong(3) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
