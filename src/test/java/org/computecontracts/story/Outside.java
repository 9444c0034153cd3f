package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.computecontracts.launcher.Folders;
import org.computecontracts.testing.PortalUnderTest;

/** What anybody can see of the portal from outside: repositories, pages, the chain, the machine's containers. */
final class Outside {
    private static final String USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

    private final PortalUnderTest portal;
    private HttpClient client;

    Outside() {
        this(PortalUnderTest.running());
    }

    Outside(PortalUnderTest portal) {
        this.portal = portal;
        client = portal.client();
    }

    PortalUnderTest portal() {
        return portal;
    }

    /** After the portal was started anew: connections to the old one are of no use. */
    void reconnect() {
        client = portal.client();
    }

    boolean hasChain() {
        return portal.chain().isPresent();
    }

    /** Whether guests can run here; said loudly when not. */
    static boolean hasGuests() {
        var image = Files.isDirectory(Folders.ofUser().home().resolve("guest"));
        var runc = List.of("/usr/sbin/runc", "/usr/bin/runc", "/usr/local/sbin/runc", "/usr/local/bin/runc").stream()
                .anyMatch(file -> Files.isExecutable(Path.of(file)));
        var root = "root".equals(System.getProperty("user.name"));
        if (!image || !runc || !root) {
            var missing = root ? runc ? "no guest image" : "no runc" : "not root";
            System.err.println("*** SKIPPED from step 10 on: " + missing + " here ***");
        }
        return image && runc && root;
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(portal.url() + path)).GET());
    }

    /** Asked of the account's own server, wherever its DID document says that is. */
    Answer atHome(String did, String path) {
        var server = get("/plc/" + did)
                .orFail()
                .path("service")
                .path(0)
                .path("serviceEndpoint")
                .asText();
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .version(HttpClient.Version.HTTP_1_1)
                .GET());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var answer =
                    client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (HttpConnectTimeoutException e) {
            return none(e);
        } catch (HttpTimeoutException e) {
            throw new AssertionError(e + ", busy with:\n" + portal.busyWith(), e);
        } catch (IOException e) {
            return none(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer none(IOException e) {
        return new Answer(599, "", "{\"type\":\"no answer\",\"detail\":\"" + e + "\"}");
    }

    /** The value of a record, which must be there with this very CID. */
    JsonNode record(JsonNode ref) {
        var found = find(ref.path("uri").asText());
        assertThat(found.status()).as("%s", found).isEqualTo(200);
        assertThat(found.json().path("cid").asText()).isEqualTo(ref.path("cid").asText());
        assertThat(found.json().path("uri").asText()).isEqualTo(ref.path("uri").asText());
        return found.json().path("value");
    }

    Answer find(String uri) {
        var parts = uri.split("/", -1);
        return atHome(
                parts[2],
                "/xrpc/com.atproto.repo.getRecord?repo=" + parts[2] + "&collection=" + parts[3] + "&rkey=" + parts[4]);
    }

    List<JsonNode> records(String did, String collection) {
        var answer =
                atHome(did, "/xrpc/com.atproto.repo.listRecords?limit=100&repo=" + did + "&collection=" + collection);
        return StreamSupport.stream(answer.orFail().path("records").spliterator(), false)
                .toList();
    }

    /** The records whose field is this very reference. */
    List<JsonNode> records(String did, String collection, String field, JsonNode ref) {
        return records(did, collection).stream()
                .filter(record -> same(record.path("value").path(field), ref))
                .toList();
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.path("uri").asText().equals(other.path("uri").asText())
                && one.path("cid").asText("-").equals(other.path("cid").asText());
    }

    JsonNode verified(JsonNode ref) {
        var uri = URLEncoder.encode(ref.path("uri").asText(), StandardCharsets.UTF_8);
        return get("/xrpc/network.attested.verify?uri=" + uri + "&cid="
                        + ref.path("cid").asText())
                .orFail();
    }

    /** What the token's contract says an address holds, in millionths. */
    BigInteger usdc(String address) {
        var call = Answer.parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\"}");
        call.putArray("params")
                .add(Answer.object().put("to", USDC).put("data", "0x70a08231" + "0".repeat(24) + address.substring(2)))
                .add("latest");
        var answer = send(HttpRequest.newBuilder(portal.chain().orElseThrow())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(call.toString())));
        return new BigInteger(answer.orFail().path("result").asText().substring(2), 16);
    }

    /** What the front says for a name it has no certificate for any more. */
    String statusOfStrangersName(URI url) {
        return run(
                "/usr/bin/curl",
                "-sk",
                "-m",
                "20",
                "--noproxy",
                "*",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "--resolve",
                url.getHost() + ":" + url.getPort() + ":127.0.0.1",
                url.toString());
    }

    /** As a person would look: with curl, believing the local CA. */
    String curl(URI url) {
        var ca = portal.dataFolder().resolve("ca").resolve("ca.pem").toString();
        return run(
                "/usr/bin/curl",
                "-sS",
                "-m",
                "20",
                "--noproxy",
                "*",
                "--resolve",
                url.getHost() + ":" + url.getPort() + ":127.0.0.1",
                "--cacert",
                ca,
                url.toString());
    }

    /** The guests that runc knows of. */
    String containers() {
        return Files.isDirectory(Path.of(guests())) ? run("runc", "--root", guests(), "list", "-q") : "";
    }

    void kill(String container) {
        run("runc", "--root", guests(), "kill", container, "KILL");
    }

    private String guests() {
        return "/run/compute-contracts-" + portal.url().getPort() + "/runc";
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s", text).isZero();
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
