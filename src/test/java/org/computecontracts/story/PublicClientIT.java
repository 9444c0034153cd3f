package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.computecontracts.testing.ForeignPds;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The portal at a public name, as a confidential client of the reference PDS: which fetches its metadata and keys over TLS, shows
 * who asks, and holds each session to the key that it began with.
 */
class PublicClientIT {
    /** Servers refuse clients under names that are set aside for tests; this one leads here for those alone who are told so. */
    private static final String HOST = "portal.computecontracts.org";

    private static final String VOUCH = "sh.tangled.graph.vouch";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PortalUnderTest portal = PortalUnderTest.at(HOST);
    private final ForeignPds home = ForeignPds.beside(portal);
    private final String alice = home.signUp("alice.test", PersonsBrowser.PASSWORD);
    private final String bob = home.signUp("bob.test", PersonsBrowser.PASSWORD);
    private final PersonsBrowser browser = new PersonsBrowser(portal);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void leave() {
        browser.close();
        home.close();
        portal.close();
    }

    @Test
    void provesItselfRenewsAndTurnsItsKeys() throws Exception {
        var asked = browser.asksFor("alice.test");
        assertThat(asked).contains(HOST);
        var token = browser.apiToken();
        var first = publishedKeys().getFirst();
        assertThat(sessionOf(alice).path("client").asText()).isEqualTo(portal.url() + "/oauth-client-metadata.json");
        assertThat(sessionOf(alice).path("method").asText()).isEqualTo("private_key_jwt");
        assertThat(sessionOf(alice).path("kid").asText()).isEqualTo(first);

        home.forgetAccessTokens();
        writes(token, "with a renewed token");

        var second = turned(first);
        home.forgetAccessTokens();
        writes(token, "with the former key");
        assertThat(sessionOf(alice).path("kid").asText()).isEqualTo(first);
        try (var bobsBrowser = new PersonsBrowser(portal)) {
            bobsBrowser.signInElsewhere("bob.test");
            assertThat(sessionOf(bob).path("kid").asText()).isEqualTo(second);
        }

        givesBack();
        await("the former key goes", () -> publishedKeys().equals(List.of(second)));
    }

    private void givesBack() {
        var page = browser.page();
        page.navigate("/sessions");
        page.locator("#disconnect").click();
        assertThat(page.locator("#accountSession")).containsText("This session has ended");
        assertThat(home.sessions())
                .noneMatch(session -> session.path("did").asText().equals(alice));
    }

    /** The key by which the portal proves itself once the present one has had its time. */
    private String turned(String first) throws SQLException {
        earlier("200 days");
        await("the next key is published", () -> publishedKeys().size() == 2);
        assertThat(publishedKeys().getFirst()).isEqualTo(first);
        earlier("3 hours");
        assertThat(publishedKeys()).hasSize(2).last().isEqualTo(first);
        return publishedKeys().getFirst();
    }

    private void earlier(String interval) throws SQLException {
        try (var database = portal.site().postgres().orElseThrow().connect("portal");
                var statement = database.createStatement()) {
            statement.execute("update oauth_client_key set made_at = made_at - interval '" + interval + "'");
        }
    }

    private void writes(String token, String reason) {
        var vouch = Answer.object().put("subject", bob).put("kind", "VOUCH").put("reason", reason);
        var answer = send(at("/api/trust/vouches")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(vouch.toString())));
        assertThat(answer.path("cid").asText()).as("%s", answer).isNotEmpty();
        var kept = home.get("/xrpc/com.atproto.repo.getRecord?repo=" + alice + "&collection=" + VOUCH + "&rkey=" + bob);
        assertThat(kept.path("cid")).isEqualTo(answer.path("cid"));
    }

    private JsonNode sessionOf(String did) {
        return StreamSupport.stream(home.sessions().spliterator(), false)
                .filter(session -> session.path("did").asText().equals(did))
                .findFirst()
                .orElseThrow();
    }

    private List<String> publishedKeys() {
        return StreamSupport.stream(
                        send(at("/oauth/jwks.json").GET()).path("keys").spliterator(), false)
                .map(key -> key.path("kid").asText())
                .toList();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(portal.http() + path)).timeout(Duration.ofSeconds(60));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return Answer.parse(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
