package org.computecontracts.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.PortalUnderTest;

/** The other people of the browser's story, who do their part over the API. */
class Neighbours {
    static final String PASSWORD = "correct horse battery";

    private final PortalUnderTest portal;

    Neighbours(PortalUnderTest portal) {
        this.portal = portal;
    }

    /** Somebody with one machine to rent. */
    void provider(String handle, String price) {
        var account = post("accounts", "", Map.of("handle", handle, "password", PASSWORD));
        var builder = Map.<String, Object>of(
                "name", "rack of " + handle,
                "backend", "sandbox",
                "cpus", 16,
                "mem", "16G",
                "disk", "128G",
                "price", price,
                "currency", "USDC",
                "frequency", "month");
        post("builders", account.path("token").asText(), builder);
    }

    /** Puts test money into a wallet, by giving it a key of the development chain. */
    void fund(String handle, String password, String key) {
        var session = post("session", "", Map.of("identifier", handle, "password", password));
        post("wallet/key", session.path("token").asText(), Map.of("key", key));
    }

    private JsonNode post(String path, String token, Map<String, ?> body) {
        var request = HttpRequest.newBuilder(portal.url().resolve("/api/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var client = portal.client()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
