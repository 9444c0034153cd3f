package org.computecontracts.identity.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final Scopes SCOPES = new Scopes(
            Set.of(new Nsid("com.example.thing"), new Nsid("com.example.other")),
            Set.of(new Nsid("com.example.submit")));

    @Test
    void asksForExactlyWhatIsNamed() {
        assertThat(SCOPES.fine())
                .isEqualTo("atproto repo:com.example.other repo:com.example.thing rpc:com.example.submit?aud=*");
        assertThat(SCOPES.all()).isEqualTo(SCOPES.fine() + " transition:generic");
        assertThat(Scopes.isBroad(SCOPES.fine())).isFalse();
        assertThat(Scopes.isBroad(SCOPES.all())).isTrue();
    }

    /** AT Protocol, OAuth, localhost client development. */
    @Test
    void onLoopbackTheIdSaysItAll() {
        var client = Client.onLoopback(URI.create("http://127.0.0.1:8080"), SCOPES);

        assertThat(client.id().toString())
                .startsWith(
                        "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Foauth%2Fcallback&scope=atproto%20repo")
                .endsWith("%20transition%3Ageneric");
        assertThat(client.redirect()).isEqualTo(URI.create("http://127.0.0.1:8080/oauth/callback"));
        assertThat(client.jwks().path("keys")).isEmpty();
    }

    /** RFC 7591 and the Client ID Metadata Document. */
    @Test
    void aPublicClientSaysItInADocument() {
        var client = Client.at(URI.create("https://portal.example"), SCOPES, List.of(Es256Key.generate()));

        var document = client.metadata();
        assertThat(document.path("client_id").asText()).isEqualTo(client.id().toString());
        assertThat(document.path("redirect_uris").get(0).asText()).isEqualTo("https://portal.example/oauth/callback");
        assertThat(document.path("dpop_bound_access_tokens").asBoolean()).isTrue();
        assertThat(document.path("token_endpoint_auth_method").asText()).isEqualTo("private_key_jwt");
        assertThat(document.path("jwks_uri").asText()).isEqualTo("https://portal.example/oauth/jwks.json");
        assertThat(client.jwks().path("keys").get(0).has("d")).isFalse();
        assertThat(client.jwks().path("keys").get(0).path("crv").asText()).isEqualTo("P-256");
    }

    @Test
    void aSessionKeepsTheIdItWasGivenTo() {
        var client = Client.onLoopback(URI.create("http://127.0.0.1:8080"), SCOPES);
        var former = URI.create("http://localhost?redirect_uri=x");

        assertThat(client.as(former, Optional.empty()).id()).isEqualTo(former);
    }

    @Test
    void aSessionKeepsTheKeyItBeganWith() {
        var former = Es256Key.generate();
        var client = Client.at(URI.create("https://portal.example"), SCOPES, List.of(Es256Key.generate(), former));

        assertThat(client.jwks().path("keys")).hasSize(2);
        assertThat(client.keyId()).contains(client.keys().getFirst().id());
        assertThat(client.as(client.id(), Optional.of(former.id())).keyId()).contains(former.id());
        assertThat(client.as(client.id(), Optional.empty()).keyId()).isEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> client.as(client.id(), Optional.of("given up")))
                .returns(OAuthProblem.GRANT_ENDED, ProblemException::type);
    }

    @Test
    void isKnownByAnotherDocumentWhereNothingFinerIsKnown() {
        var broad = Client.at(URI.create("https://portal.example"), SCOPES, List.of(Es256Key.generate()))
                .broad();

        assertThat(broad.id()).isEqualTo(URI.create("https://portal.example/oauth-client-metadata-broad.json"));
        assertThat(broad.metadata().path("client_id").asText())
                .isEqualTo(broad.id().toString());
        assertThat(broad.metadata().path("scope").asText()).isEqualTo(Scopes.BROAD);
        assertThat(Client.onLoopback(URI.create("http://127.0.0.1:8080"), SCOPES)
                        .broad()
                        .id())
                .isEqualTo(Client.onLoopback(URI.create("http://127.0.0.1:8080"), new Scopes(Set.of(), Set.of()))
                        .id());
    }
}
