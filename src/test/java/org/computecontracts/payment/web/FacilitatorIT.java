package org.computecontracts.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;

/** The facilitator's door in the running portal. */
class FacilitatorIT {
    private final PortalUnderTest portal = PortalUnderTest.running();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void saysWhatItSettlesWhereThereIsAChain() throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(at("supported")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        var chain = Files.isDirectory(Path.of("dev/chain/node_modules"));
        assertThat(Json.read(answer.body()).path("kinds")).hasSize(chain ? 2 : 0);
    }

    @Test
    void settlesForSignedInTenantsOnly() throws IOException, InterruptedException {
        for (var operation : new String[] {"verify", "settle"}) {
            var request = HttpRequest.newBuilder(at(operation))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}", StandardCharsets.UTF_8))
                    .build();

            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    /** As a seller's own server calls it: with an API token and nothing else. */
    @Test
    void takesAnApiToken() throws IOException, InterruptedException {
        var account = Json.object()
                .put("handle", "shop-" + Long.toString(System.nanoTime(), 36) + ".test")
                .put("password", "correct horse battery staple");
        var session = post(portal.http().resolve("/api/accounts"), Map.of(), Json.write(account));
        assertThat(session.statusCode()).as(session.body()).isLessThan(300);
        var token = Json.read(session.body()).path("token").asText();

        for (var operation : new String[] {"verify", "settle"}) {
            var answer = post(at(operation), Map.of("Authorization", "Bearer " + token), "{}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("x402Version is missing");
        }
    }

    private HttpResponse<String> post(URI url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String operation) {
        return portal.http().resolve("/facilitator/" + operation);
    }
}
