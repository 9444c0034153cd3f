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

    private URI at(String operation) {
        return portal.http().resolve("/facilitator/" + operation);
    }
}
