package org.computecontracts.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.identity.account.TenantsTest.refuses;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.OAuthPds;
import org.computecontracts.identity.oauth.Client;
import org.computecontracts.identity.oauth.Es256Key;
import org.computecontracts.identity.oauth.OAuthProblem;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthSignInsTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Browser browser = new Browser();
    private final Did alice = world.server.account("alice.example", "known to her own server alone");
    private final OAuthPds home = new OAuthPds(alice.value());

    @BeforeEach
    void aliceLivesElsewhere() {
        DATABASE.clear();
        world.server.elsewhere.put(alice.value(), home.uri());
    }

    @AfterEach
    void stop() {
        home.close();
        world.close();
    }

    @Test
    void signsInAtTheAccountsOwnServer() {
        var away = world.oauth.begin(browser.visit(), "alice.example", "/trust");
        var next = world.oauth.finish(browser.parameters(home.allowed(away)).visit());

        assertThat(next).isEqualTo("/trust");
        var seat = world.signIns.seat(browser.request()).orElseThrow();
        assertThat(seat.member()).isEqualTo(alice);
        assertThat(world.tenants.get(seat.tenant()).pds()).isEqualTo(home.uri());
        assertThat(home.pushes.getFirst().get("scope"))
                .isEqualTo("atproto repo:com.example.thing rpc:com.example.submit?aud=*");
        assertThat(home.pushes.getFirst().get("login_hint")).isEqualTo("alice.example");
    }

    @Test
    void actsForTheAccountWithProofsOfItsKey() {
        var tenant = signedIn();

        var answer = world.sessions.of(tenant).send(putRecord());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void takesANewNonceOnceAndOnceOnly() {
        var tenant = signedIn();
        home.changeNonce();
        assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);

        home.neverContent = true;
        home.calls.clear();
        var answer = world.sessions.of(tenant).send(putRecord());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(home.calls).containsExactly("/xrpc/put", "/xrpc/put");
    }

    @Test
    void renewsAnExpiredTokenOnTheWay() {
        var tenant = signedIn();
        home.expireAccess();

        assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);
        assertThat(home.refreshes).hasValue(1);
    }

    @Test
    void twoAtOnceRenewOnce() throws InterruptedException {
        var tenant = signedIn();
        var sessions = Stream.generate(() -> world.sessions.of(tenant)).limit(2).toList();
        home.expireAccess();

        try (var threads = Executors.newFixedThreadPool(2)) {
            var answers = threads.invokeAll(sessions.stream()
                    .map(session ->
                            (Callable<Integer>) () -> session.send(putRecord()).status())
                    .toList());
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.resultNow()).isEqualTo(200));
        }

        assertThat(home.refreshes).hasValue(1);
    }

    /** Each server has nonces of its own, and only the authorization server sees refresh tokens. */
    @Test
    void theAuthorizationServerMayBeElsewhere() {
        try (var entryway = new OAuthPds(alice.value())) {
            home.entryway = entryway;
            entryway.changeNonce();
            var away = world.oauth.begin(browser.visit(), "alice.example", "/");
            world.oauth.finish(browser.parameters(entryway.allowed(away)).visit());
            var tenant = world.signIns.seat(browser.request()).orElseThrow().tenant();
            home.changeNonce();
            home.changeNonce();

            assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);
            entryway.expireAccess();
            entryway.changeNonce();
            assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);

            assertThat(world.tenants.get(tenant).pds()).isEqualTo(home.uri());
            assertThat(world.sessions.look(tenant).orElseThrow().issuer())
                    .contains(entryway.uri().toString());
            assertThat(home.calls).doesNotContain("/par", "/token");
            assertThat(entryway.calls).doesNotContain("/xrpc/put");
            world.sessions.end(tenant);
            assertThat(entryway.revoked).hasSize(1);
        }
    }

    /** A refresh token that was used is a sign of theft: the server ends the session, and so does the portal, once. */
    @Test
    void aTokenUsedTwiceEndsTheSessionAndTheNextSignInFindsEverything() {
        var tenant = signedIn();
        home.expireAccess();
        home.refusesRefresh = true;
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(tenant).send(putRecord()));
        var refreshes = home.refreshes.get();
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(tenant).send(putRecord()));
        assertThat(home.refreshes).hasValue(refreshes);

        home.refusesRefresh = false;
        assertThat(signedIn()).isEqualTo(tenant);
        assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);
    }

    @Test
    void aServerThatIsAwayEndsNothing() {
        var tenant = signedIn();
        home.expireAccess();
        home.metadata = document -> document.put("token_endpoint", "http://127.0.0.1:1/token");

        refuses(
                KernelProblem.OUTSIDE_UNREACHABLE,
                () -> world.sessions.of(tenant).send(putRecord()));

        assertThat(world.sessions.look(tenant).orElseThrow().ended()).isFalse();
        home.metadata = document -> document;
        assertThat(world.sessions.of(tenant).send(putRecord()).status()).isEqualTo(200);
    }

    @Test
    void silenceIsToldAsWhatItIs() {
        home.metadata = document -> document.put("pushed_authorization_request_endpoint", "http://127.0.0.1:1/par");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> world.oauth.begin(browser.visit(), "alice.example", "/"))
                .extracting(SignInAdvice::with)
                .returns(IdentityProblem.ACCOUNT_SERVER_SILENT, ProblemException::type)
                .satisfies(told -> assertThat(told.detail()).contains("Nothing is lost", "http://127.0.0.1:1/par"));
    }

    @Test
    void aRefusalSaysWhatCanBeDone() {
        home.metadata = document -> document.put("issuer", "https://evil.example");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> world.oauth.begin(browser.visit(), "alice.example", "/"))
                .extracting(refused -> SignInAdvice.with(refused).detail())
                .asString()
                .contains("calls itself", "make an account here");
        home.metadata = document -> document;
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        answer.put("error", "access_denied");
        answer.put("error_description", "This request has expired");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> world.oauth.finish(browser.parameters(answer).visit()))
                .extracting(refused -> SignInAdvice.with(refused).detail())
                .asString()
                .isEqualTo(home.uri() + " says: This request has expired. Nothing was changed."
                        + " Sign in again if you did not mean to refuse.");
    }

    @Test
    void aRefusedRenewalEndsTheSessionAndSaysSo() {
        var tenant = signedIn();
        home.expireAccess();
        home.refusesRefresh = true;

        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(tenant).send(putRecord()));

        assertThat(world.sessions.look(tenant).orElseThrow().ended()).isTrue();
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(tenant));
    }

    @Test
    void aRenewalForAnotherAccountIsNotTaken() {
        var tenant = signedIn();
        home.expireAccess();
        home.subject = "did:plc:eve";

        refuses(KernelProblem.OUTSIDE_FAILED, () -> world.sessions.of(tenant).send(putRecord()));
    }

    @Test
    void givesBackWhatIsEndedOrReplaced() {
        var tenant = signedIn();
        var first = home.revoked.size();
        signedIn();
        assertThat(home.revoked).hasSize(first + 1);

        world.sessions.end(tenant);

        assertThat(home.revoked).hasSize(first + 2);
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(tenant));
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.end(tenant));
    }

    @Test
    void asksForEverythingOnlyWhereNothingFinerIsKnown() {
        home.knowsFineScopes = false;

        var tenant = signedIn();

        assertThat(world.sessions.look(tenant).orElseThrow().scope()).contains("atproto transition:generic");
    }

    /** The reference server before it knew fine scopes: a client that may ask for them is none to it. */
    @Test
    void isAnotherClientToServersThatRefuseWhoeverMayAskForMore() {
        home.knowsFineScopes = false;
        home.knowsFineMetadata = false;

        var tenant = signedIn();

        assertThat(world.sessions.look(tenant).orElseThrow().scope()).contains("atproto transition:generic");
        home.expireAccess();
        assertThat(world.sessions.of(tenant).send(putRecord()).ok()).isTrue();
    }

    @Test
    void anAnswerIsTakenOnce() {
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        world.oauth.finish(browser.parameters(answer).visit());

        refuses(
                OAuthProblem.SIGN_IN_UNKNOWN,
                () -> world.oauth.finish(browser.parameters(answer).visit()));
    }

    @Test
    void anAnswerCountsInTheBrowserThatAsked() {
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        var victim = new Browser().parameters(answer);
        refuses(OAuthProblem.SIGN_IN_UNKNOWN, () -> world.oauth.finish(victim.visit()));

        var other = new Browser();
        world.oauth.begin(other.visit(), "alice.example", "/");
        var mixed = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        refuses(
                OAuthProblem.SIGN_IN_UNKNOWN,
                () -> world.oauth.finish(other.parameters(mixed).visit()));
        assertThat(world.signIns.seat(victim.request())).isEmpty();
    }

    @Test
    void anAnswerThatComesTooLateIsNotTaken() {
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        world.clock.pass(Duration.ofMinutes(10));

        refuses(
                OAuthProblem.SIGN_IN_UNKNOWN,
                () -> world.oauth.finish(browser.parameters(answer).visit()));
    }

    @Test
    void anAnswerOfAnotherServerIsForged() {
        for (var issuer : new String[] {"https://evil.example", "", home.uri() + "/"}) {
            var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
            answer.put("iss", issuer);

            refuses(
                    OAuthProblem.ANSWER_FORGED,
                    () -> world.oauth.finish(browser.parameters(answer).visit()));
        }
        assertThat(home.calls).doesNotContain("/token");
    }

    @Test
    void anAnswerForAnotherAccountIsForged() {
        home.subject = "did:plc:eve";
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));

        refuses(
                OAuthProblem.ANSWER_FORGED,
                () -> world.oauth.finish(browser.parameters(answer).visit()));
        assertThat(world.signIns.seat(browser.request())).isEmpty();
        assertThat(world.tenants.find(new Did("did:plc:eve"))).isEmpty();
        assertThat(home.revoked).as("nobody wants that session").containsExactly("refresh-1");
    }

    @Test
    void aNoIsANo() {
        var answer = home.allowed(world.oauth.begin(browser.visit(), "alice.example", "/"));
        answer.putAll(Map.of("error", "access_denied", "error_description", "not today"));

        refuses(
                OAuthProblem.SIGN_IN_DENIED,
                () -> world.oauth.finish(browser.parameters(answer).visit()));
    }

    @Test
    void serversThatDoNotFitAreNotTrusted() {
        home.metadata = document -> document.put("issuer", "https://evil.example");
        unsuitable();
        home.metadata = document -> document.put("authorization_endpoint", "javascript:alert(1)");
        unsuitable();
        home.metadata = document -> document.put("require_pushed_authorization_requests", false);
        unsuitable();
        home.metadata = document -> {
            document.putArray("dpop_signing_alg_values_supported").add("RS256");
            return document;
        };
        unsuitable();
        home.metadata = document -> document;
        home.resource = document -> document.put("resource", "https://evil.example");
        unsuitable();
        home.resource = document -> {
            document.withArray("authorization_servers").add("https://evil.example");
            return document;
        };
        unsuitable();
    }

    @Test
    void metadataLeadsNowhereElse() {
        home.redirectsMetadataTo = "http://10.0.0.1/";
        unsuitable();

        home.redirectsMetadataTo = "";
        home.metadata = document -> document.put("pushed_authorization_request_endpoint", "https://10.0.0.1/par");
        refuses(KernelProblem.ADDRESS_REFUSED, () -> world.oauth.begin(browser.visit(), "alice.example", "/"));
        home.resource = document -> {
            document.putArray("authorization_servers").add("https://10.0.0.1");
            return document;
        };
        refuses(KernelProblem.ADDRESS_REFUSED, () -> world.oauth.begin(browser.visit(), "alice.example", "/"));
    }

    @Test
    void passwordsAreForAccountsMadeHere() {
        refuses(
                IdentityProblem.SIGN_IN_ELSEWHERE,
                () -> world.tenants.signIn("alice.example", "known to her own server alone"));
        assertThat(world.tenants.signsInHere("alice.example")).isFalse();
    }

    @Test
    void aPublicPortalProvesThatItIsItself() throws Exception {
        world.client =
                Client.at(URI.create("https://portal.example"), world.client.scopes(), List.of(Es256Key.generate()));

        signedIn();

        var pushed = home.pushes.getLast();
        assertThat(pushed.get("client_id")).isEqualTo("https://portal.example/oauth-client-metadata.json");
        assertThat(pushed.get("redirect_uri")).isEqualTo("https://portal.example/oauth/callback");
        var assertion = com.nimbusds.jwt.SignedJWT.parse(pushed.get("client_assertion"));
        var key = com.nimbusds.jose.jwk.JWKSet.parse(Json.write(world.client.jwks()))
                .getKeyByKeyId(assertion.getHeader().getKeyID());
        assertThat(assertion.verify(new com.nimbusds.jose.crypto.ECDSAVerifier(key.toECKey())))
                .isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(assertion.getJWTClaimsSet().getAudience())
                .containsExactly(home.uri().toString());
    }

    private void unsuitable() {
        refuses(OAuthProblem.SERVER_UNSUITABLE, () -> world.oauth.begin(browser.visit(), "alice.example", "/"));
    }

    private org.computecontracts.kernel.TenantId signedIn() {
        var away = world.oauth.begin(browser.visit(), "alice.example", "/");
        world.oauth.finish(browser.parameters(home.allowed(away)).visit());
        return world.signIns.seat(browser.request()).orElseThrow().tenant();
    }

    private HttpRequest putRecord() {
        return HttpRequest.postJson(home.uri().resolve("/xrpc/put"), Json.object());
    }
}
