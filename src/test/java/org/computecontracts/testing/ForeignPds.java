package org.computecontracts.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.Json;

/** Somebody else's PDS, the reference implementation from npm, beside the portal and on its did:plc directory. */
public final class ForeignPds implements AutoCloseable {
    private static final Path FOLDER = Path.of("dev", "network").toAbsolutePath();

    private final PortalUnderTest portal;
    private final Path data;
    private Process process;

    private ForeignPds(PortalUnderTest portal) {
        this.portal = portal;
        data = portal.dataFolder().resolveSibling("foreign-pds-" + System.nanoTime());
        process = start("first");
    }

    /** Skips the test, and says why, where its packages are not installed. */
    public static ForeignPds beside(PortalUnderTest portal) {
        var there = Files.isDirectory(FOLDER.resolve("node_modules"));
        if (!there) {
            System.err.println("*** SKIPPED: another PDS needs `npm ci` in dev/network ***");
        }
        assumeTrue(there, "no node_modules in dev/network");
        return new ForeignPds(portal);
    }

    private Process start(String tokenSecret) {
        var command = List.of(
                "node",
                "pds.mjs",
                Integer.toString(url().getPort()),
                portal.http() + "/plc",
                data.toString(),
                tokenSecret);
        try {
            var builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_EXTRA_CA_CERTS", portal.localCa().toString());
            builder.environment().put("NAMES_HERE", portal.url().getHost());
            var started = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
            var line = started.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"ready".equals(line)) {
                throw new AssertionError("The other PDS did not start: " + line);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes back and takes no access token that it gave before, as after an hour; refresh tokens hold. */
    public void forgetAccessTokens() {
        close();
        process = start("secret " + System.nanoTime());
    }

    /** The OAuth sessions it keeps: client, key of the client, account. */
    public JsonNode sessions() {
        try {
            var listing = new ProcessBuilder("node", "sessions.mjs", data.toString())
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return Json.read(new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return portal.foreignPds();
    }

    /** The DID of a new account. */
    public String signUp(String handle, String password) {
        var account = Map.of("handle", handle, "password", password, "email", handle + "@example.test");
        return post("/xrpc/com.atproto.server.createAccount", account)
                .path("did")
                .asText();
    }

    /** A record as the PDS gives it to anybody; the refusal where there is none. */
    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(url().resolve(path)).GET().build());
    }

    /** Calls a procedure as one of its accounts. */
    public JsonNode as(String handle, String password, String method, Object input) {
        var login = Map.of("identifier", handle, "password", password);
        var session = post("/xrpc/com.atproto.server.createSession", login);
        return post(
                "/xrpc/" + method, input, "Bearer " + session.path("accessJwt").asText());
    }

    private JsonNode post(String path, Object body) {
        return post(path, body, "");
    }

    private JsonNode post(String path, Object body, String authorization) {
        return send(HttpRequest.newBuilder(url().resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    private static JsonNode send(HttpRequest request) {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return Json.read(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
