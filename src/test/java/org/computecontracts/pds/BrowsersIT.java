package org.computecontracts.pds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Json;
import org.computecontracts.plc.PlcOperation;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages of other origins and crawlers send to the PDS and the directory of a whole portal, through its front. */
class BrowsersIT {
    private static final String ORIGIN = "https://app.example";
    private static final PortalUnderTest PORTAL = PortalUnderTest.running();
    private static final HttpClient CLIENT = PORTAL.client();
    private static JsonNode alice = Json.object();

    @BeforeAll
    static void aliceHasAnAccount() throws Exception {
        var handle = "br" + Long.toString(System.nanoTime(), 36) + ".test";
        var input = Json.object().put("handle", handle).put("password", "correct horse");
        var answer = post("/xrpc/com.atproto.server.createAccount", Map.of(), Json.write(input));
        assertThat(answer.statusCode()).isEqualTo(200);
        alice = Json.read(answer.body());
    }

    @Test
    void aPageMaySendTheHeadersItAsksFor() throws Exception {
        var headers = "atproto-proxy,authorization,content-type,x-bsky-topics";

        assertPreflight("/xrpc/com.atproto.repo.createRecord", headers);
        assertPreflight("/xrpc/com.example.unknown", headers);
        assertPreflight("/plc/" + did(), "content-type");
        assertPreflight("/" + did(), "content-type");
        assertPreflight("/.well-known/atproto-did", "x-anything");
    }

    @Test
    void aPageSeesEveryAnswer() throws Exception {
        assertOpen(get("/xrpc/_health"), 200);
        assertOpen(get("/xrpc/com.atproto.sync.getRepo?did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), 400);
        assertOpen(get("/xrpc/com.atproto.server.getSession"), 401);
        assertOpen(get("/plc/" + did()), 200);
        assertOpen(get("/" + did() + "/log/audit"), 200);
        assertOpen(get("/plc/export?count=1"), 200);
        assertOpen(get("/plc/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), 404);
        assertOpen(get("/.well-known/atproto-did"), 404);
    }

    private static void assertPreflight(String path, String headers) throws Exception {
        var answer = send("OPTIONS", path, Map.of("Access-Control-Request-Headers", headers), BodyPublishers.noBody());

        assertOpen(answer, 204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .as(path)
                .hasValue(headers);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("GET", "HEAD", "POST");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).hasValue("86400");
    }

    private static void assertOpen(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as("%s", answer.uri()).isEqualTo(status);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .as("%s", answer.uri())
                .containsExactly("*");
    }

    @Test
    void aHeadSaysWhatAGetWouldWithoutItsBody() throws Exception {
        var cid = blob();

        assertHead("/xrpc/_health");
        assertHead("/xrpc/com.atproto.sync.getBlob?did=" + did() + "&cid=" + cid);
        assertHead("/xrpc/com.atproto.sync.getRepo?did=" + did());
        assertHead("/xrpc/com.atproto.sync.getBlob?did=" + did() + "&cid=nothing");
        assertHead("/plc/" + did());
        assertHead("/.well-known/atproto-did");
        assertThat(head("/xrpc/com.atproto.repo.createRecord").statusCode()).isEqualTo(400);
    }

    private static void assertHead(String path) throws Exception {
        var head = head(path);
        var get = get(path);

        assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
        assertThat(head.body()).as(path).isEmpty();
        for (var name : List.of("Content-Type", "Content-Disposition", "Access-Control-Allow-Origin")) {
            assertThat(head.headers().allValues(name))
                    .as("%s of %s", name, path)
                    .isEqualTo(get.headers().allValues(name));
        }
        if (path.startsWith("/xrpc/")) {
            assertThat(head.headers().firstValueAsLong("Content-Length"))
                    .as(path)
                    .isEqualTo(get.headers().firstValueAsLong("Content-Length"));
        }
    }

    private static String blob() throws Exception {
        var picture = post("/xrpc/com.atproto.repo.uploadBlob", Map.of("Content-Type", "text/plain"), "a picture");
        var blob = Json.read(picture.body()).get("blob");
        var input = Json.object().put("repo", did()).put("collection", "com.example.picture");
        input.putObject("record").set("image", blob);
        assertThat(post("/xrpc/com.atproto.repo.createRecord", Map.of(), Json.write(input))
                        .statusCode())
                .isEqualTo(200);
        return blob.at("/ref/$link").asText();
    }

    /** Clients of other languages take no other status for a success. */
    @Test
    void theDirectoryAnswersAnOperationWith200() throws Exception {
        var key = SigningKey.generate(Curve.K256);
        var operation = PlcOperation.genesis(
                new Handle("somebody.example"), PORTAL.url(), List.of(), Map.of("atproto", key.didKey()), key);

        assertOpen(post("/plc/" + operation.did(), Map.of(), Json.write(operation.json())), 200);
        assertOpen(post("/" + operation.did(), Map.of(), Json.write(operation.json())), 200);
    }

    @Test
    void anArchiveTooLargeIsToldHowLargeItMayBe() throws Exception {
        var archive = BodyPublishers.ofByteArray(new byte[96 << 20]);

        var answer = send("POST", "/xrpc/com.atproto.repo.importRepo", Map.of(), archive);

        assertOpen(answer, 413);
        assertThat(answer.body()).contains("PayloadTooLarge", "50331648 bytes");
    }

    private static String did() {
        return alice.get("did").asText();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, Map.of(), BodyPublishers.noBody());
    }

    private static HttpResponse<String> head(String path) throws Exception {
        return send("HEAD", path, Map.of(), BodyPublishers.noBody());
    }

    private static HttpResponse<String> post(String path, Map<String, String> headers, String body) throws Exception {
        return send("POST", path, headers, BodyPublishers.ofByteArray(body.getBytes(UTF_8)));
    }

    private static HttpResponse<String> send(String verb, String path, Map<String, String> headers, BodyPublisher body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(PORTAL.url() + path))
                .method(verb, body)
                .setHeader("Origin", ORIGIN)
                .setHeader("Content-Type", "application/json");
        if (verb.equals("POST") && alice.has("accessJwt")) {
            request.setHeader(
                    "Authorization", "Bearer " + alice.get("accessJwt").asText());
        }
        headers.forEach(request::setHeader);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
