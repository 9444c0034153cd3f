package org.computecontracts.wif;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;

/** The issuer's paths and the proxy's hosts as the container serves them. */
class WifIT {
    private static final PortalUnderTest PORTAL = PortalUnderTest.running();
    private final SafeHttp http = SafeHttp.with(true, Path.of("target"));

    @Test
    void thereIsNoIssuerForAProviderThatIsNotHere() {
        var uri = PORTAL.http() + "/wif/aaaaaaaaaaaaaaaaaaaaaaaa/.well-known/openid-configuration";

        var answer = http.send(HttpRequest.get(URI.create(uri)));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("id").asText()).isEqualTo("not_found");
    }

    @Test
    void nothingButTheProxyAnswersOnItsHosts() {
        for (var path : new String[] {"/", "/health", "/xrpc/com.atproto.repo.createRecord", "/wif/a/v1/oidc/issue"}) {
            var uri = URI.create("http://rp.localhost:" + PORTAL.http().getPort() + path);

            var answer = http.send(HttpRequest.postJson(uri, Json.object()));

            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.json().path("error").asText()).isEqualTo("ProxyUnauthenticated");
        }
    }

    @Test
    void aBodyBeyondTheLimitIsNotRead() {
        var uri = URI.create("http://rp.localhost:" + PORTAL.http().getPort() + "/xrpc/com.atproto.repo.createRecord");

        var answer = http.send(HttpRequest.post(uri, "application/json", new byte[300_000]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("error").asText()).isEqualTo("ProxyBodyTooLarge");
    }
}
