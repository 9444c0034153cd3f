package org.computecontracts.pds.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.PdsUnderTest.PASSWORD;
import static org.computecontracts.pds.Refusals.assertRefused;
import static org.computecontracts.testing.Injection.configure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.Json;
import org.computecontracts.launcher.Ports;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.account.AccountStore;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.Plc;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.AccountKeys;
import org.computecontracts.plc.PlcOperation;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Database DATABASE = Database.fresh();
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasAnAccount() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @Test
    void publishesTheAccountAndItsAttestationKey() {
        var key = SigningKey.generate(Curve.K256).didKey();
        var input = Json.object()
                .put("handle", "Bob.test")
                .put("password", PASSWORD)
                .put("attestationKey", key);

        var bob = new PdsUnderTest.Login(pds.procedure("com.atproto.server.createAccount", null, input));

        var document = bob.answer().get("didDoc");
        assertThat(document.path("id").asText()).isEqualTo(bob.did().value()).startsWith("did:plc:");
        assertThat(document.at("/alsoKnownAs/0").asText()).isEqualTo("at://bob.test");
        assertThat(document.at("/service/0/serviceEndpoint").asText()).isEqualTo("https://pds.example");
        assertThat(document.path("verificationMethod")).anySatisfy(method -> {
            assertThat(method.path("id").asText()).endsWith("#attestation");
            assertThat("did:key:" + method.path("publicKeyMultibase").asText()).isEqualTo(key);
        });
        assertThat(pds.query("com.atproto.identity.resolveHandle", null, Map.of("handle", "bob.test"))
                        .path("did")
                        .asText())
                .isEqualTo(bob.did().value());
    }

    @Test
    void refusesHandlesItCannotGive() {
        assertRefused(PdsProblem.HANDLE_NOT_AVAILABLE, () -> pds.signUp("ALICE.test"));
        assertRefused(PdsProblem.HANDLE_NOT_AVAILABLE, () -> pds.signUp("admin.test"));
        assertRefused(PdsProblem.UNSUPPORTED_DOMAIN, () -> pds.signUp("alice.example"));
        assertRefused(PdsProblem.INVALID_HANDLE, () -> pds.signUp("a.b.test"));
        assertRefused(PdsProblem.INVALID_HANDLE, () -> pds.signUp("al.test"));
        assertRefused(PdsProblem.INVALID_HANDLE, () -> pds.signUp("no handle"));
    }

    @Test
    void refusesAShortPassword() {
        var input = Json.object().put("handle", "bob.test").put("password", "1234567");

        assertRefused(
                PdsProblem.INVALID_PASSWORD, () -> pds.procedure("com.atproto.server.createAccount", null, input));
    }

    @Test
    void twoWhoWantOneHandleAtOnceGetOneAccount() {
        var store = pds.get(AccountStore.class);
        var key = SigningKey.generate(Curve.K256);
        var second = new Profile(new Did("did:plc:second"), new Handle("alice.test"));
        var account = new Account(second, "", new byte[1], new byte[1]);

        assertRefused(PdsProblem.HANDLE_NOT_AVAILABLE, () -> store.open(account, key, clock.instant()));
        assertThat(store.find(second.did())).isEmpty();
    }

    @Test
    void signsInByHandleAndByDid() {
        for (var identifier : new String[] {
            "alice.test",
            "ALICE.TEST",
            "@alice.test",
            "\u202aat://alice.test\u202c",
            alice.did().value()
        }) {
            assertThat(signIn(identifier, PASSWORD).did()).isEqualTo(alice.did());
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookTheSame() {
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("alice.test", "wrong horse"))
                .hasMessage("Invalid identifier or password");
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("nobody.test", PASSWORD))
                .hasMessage("Invalid identifier or password");
    }

    @Test
    void guessingIsSlowedDown() {
        configure(pds.get(PdsSettings.class), "cc.pds.sign-ins-per-identifier", 2);
        signIn("alice.test", PASSWORD);
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("alice.test", "wrong horse"));

        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> signIn("alice.test", PASSWORD))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.error()).isEqualTo("RateLimitExceeded");
                    assertThat(refused.headers()).containsEntry("RateLimit-Policy", "2;w=300");
                });
        clock.pass(Duration.ofMinutes(6));
        assertThat(signIn("alice.test", PASSWORD).did()).isEqualTo(alice.did());
    }

    @Test
    void guessingIsSlowedDownHoweverTheNameIsSpelled() {
        configure(pds.get(PdsSettings.class), "cc.pds.sign-ins-per-identifier", 2);
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("@alice.test", "wrong horse"));
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("alice.test ", "wrong horse"));

        assertRateLimited(() -> signIn("\u202aAlice.test", PASSWORD));
    }

    @Test
    void whoeverGuessesShutsNobodyElseOut() {
        var settings = pds.get(PdsSettings.class);
        configure(settings, "cc.pds.sign-ins-per-identifier", 2);
        pds.client = "198.51.100.7";
        for (var guess = 0; guess < 2; guess++) {
            assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("alice.test", "wrong horse"));
        }
        assertRateLimited(() -> signIn("alice.test", "wrong horse"));

        pds.client = "192.0.2.1";
        assertThat(signIn("alice.test", PASSWORD).did()).isEqualTo(alice.did());
    }

    @Test
    void guessingFromManyAddressesIsSlowedDownToo() {
        configure(pds.get(PdsSettings.class), "cc.pds.sign-ins-from-everywhere-a-day", 4);

        for (var guess = 0; guess < 4; guess++) {
            pds.client = "198.51.100." + guess;
            assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn("alice.test", "wrong horse"));
        }

        pds.client = "198.51.100.9";
        assertRateLimited(() -> signIn("alice.test", PASSWORD));
        clock.pass(Duration.ofHours(25));
        assertThat(signIn("alice.test", PASSWORD).did()).isEqualTo(alice.did());
    }

    /** All who come by our own portal have its address. */
    @Test
    void ourOwnPortalCallsForMany() {
        var settings = pds.get(PdsSettings.class);
        configure(settings, "cc.pds.sign-ins-per-identifier", 1);
        configure(settings, "cc.pds.sign-ins-per-address", 1);
        configure(settings, "cc.pds.sign-ups-per-address", 1);
        configure(settings, "cc.pds.sign-ins-from-everywhere-a-day", 2);
        pds.client = "127.0.0.1";

        for (var person : new String[] {"bob.test", "carol.test", "dave.test"}) {
            var did = pds.signUp(person).did();
            assertThat(signIn(person, PASSWORD).did()).isEqualTo(did);
            assertThat(signIn(person, PASSWORD).did()).isEqualTo(did);
        }

        assertRateLimited(() -> signIn("bob.test", PASSWORD));
    }

    @Test
    void guessersDoNotKeepTheOwnerFromTheirAccount() {
        configure(pds.get(PdsSettings.class), "cc.pds.sign-ins-per-identifier", 1);
        var guess = Json.object()
                .put("did", alice.did().value())
                .put("password", "wrong horse")
                .put("token", "wrong horse");
        assertRefused(
                PdsProblem.AUTHENTICATION_REQUIRED,
                () -> pds.procedure("com.atproto.server.deleteAccount", null, guess));
        assertRateLimited(() -> pds.procedure("com.atproto.server.deleteAccount", null, guess));

        var change = Json.object().put("password", PASSWORD).put("newPassword", "battery staple");
        pds.procedure("org.computecontracts.server.changePassword", alice.access(), change);

        var again = pds.get(Sessions.class).open(alice.did()).access();
        assertRateLimited(() -> pds.procedure("org.computecontracts.server.changePassword", again, change));
    }

    private static void assertRateLimited(ThrowingCallable call) {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(call)
                .extracting(XrpcError::error)
                .isEqualTo("RateLimitExceeded");
    }

    @Test
    void aDirectoryThatIsDownKeepsNobodyOut() {
        configure(
                pds.get(PdsSettings.class),
                "cc.pds.plc-url",
                Optional.of(URI.create("http://127.0.0.1:" + Ports.free())));

        var in = signIn("alice.test", PASSWORD);

        assertThat(in.did()).isEqualTo(alice.did());
        assertThat(in.answer().has("didDoc")).isFalse();
        assertThat(refresh(in.refresh()).did()).isEqualTo(alice.did());
        assertThat(session(in.access())).isEqualTo(alice.did());
    }

    @Test
    void anAccountWhoseDidHasEndedSignsInAllTheSame() {
        var end = Json.object()
                .put("type", "plc_tombstone")
                .put("prev", pds.get(Plc.class).last(alice.did()).cid().value());
        var key = pds.get(AccountKeys.class).rotation(pds.get(Accounts.class).account(alice.did()));
        pds.get(Plc.class).submit(alice.did(), PlcOperation.signed(end, key));

        assertThat(signIn("alice.test", PASSWORD).answer().has("didDoc")).isFalse();
    }

    @Test
    void aRefreshTokenGivesTheSameSuccessorForAWhile() {
        var next = refresh(alice.refresh());
        var again = refresh(alice.refresh());

        assertThat(session(next.access())).isEqualTo(alice.did());
        assertThat(tokenId(again)).isEqualTo(tokenId(next));
        clock.pass(Duration.ofHours(3));
        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> refresh(alice.refresh()));
        assertThat(refresh(next.refresh()).did()).isEqualTo(alice.did());
    }

    @Test
    void anEndedSessionIsNotRenewedFromAnOlderToken() {
        var next = refresh(alice.refresh());

        pds.procedure("com.atproto.server.deleteSession", next.refresh(), Json.object());

        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> refresh(next.refresh()));
        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> refresh(alice.refresh()));
    }

    @Test
    void whoSignsOutLateSignsOutAllTheSame() {
        clock.pass(Duration.ofDays(91));
        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> refresh(alice.refresh()));

        pds.procedure("com.atproto.server.deleteSession", alice.refresh(), Json.object());

        assertRefused(
                PdsProblem.INVALID_TOKEN,
                () -> pds.procedure("com.atproto.server.deleteSession", alice.access(), Json.object()));
        assertThat(DATABASE.<Object>inTransaction(em ->
                        em.createNativeQuery("select count(*) from pds_session").getSingleResult()))
                .isEqualTo(0L);
    }

    @Test
    void tokensOfOneKindAreNotTakenForTheOther() {
        assertRefused(PdsProblem.INVALID_TOKEN, () -> session(alice.refresh()));
        assertRefused(PdsProblem.INVALID_TOKEN, () -> refresh(alice.access()));
    }

    @Test
    void refusesForgedAndOldTokens() {
        var parts = alice.access().split("\\.", -1);
        var none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0." + parts[1] + ".";

        assertRefused(PdsProblem.INVALID_TOKEN, () -> session(none));
        assertRefused(PdsProblem.INVALID_TOKEN, () -> session("nonsense"));
        assertRefused(PdsProblem.INVALID_TOKEN, () -> session(parts[0] + "." + parts[1] + "." + "A".repeat(43)));
        clock.pass(Duration.ofHours(2));
        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> session(alice.access()));
    }

    /** Also after the token itself was found good: nothing but all of its bytes passes for it. */
    @Test
    void refusesATokenWithAnyCharacterChanged() {
        var token = alice.access();
        assertThat(session(token)).isEqualTo(alice.did());

        for (var i = 0; i < token.length(); i++) {
            var forged = new StringBuilder(token);
            forged.setCharAt(i, token.charAt(i) == 'x' ? 'k' : 'x');
            // The last character of the MAC has bits that say nothing
            if (i < token.length() - 1) {
                assertRefused(PdsProblem.INVALID_TOKEN, () -> session(forged.toString()));
            }
        }
    }

    @Test
    void signsServiceTokensWithTheKeyOfTheRepository() {
        var parameters = Map.of("aud", "did:web:market.example#market", "lxm", "com.example.method");
        var token = pds.query("com.atproto.server.getServiceAuth", alice.access(), parameters)
                .get("token")
                .asText();

        var dot = token.lastIndexOf('.');
        var document = alice.answer().get("didDoc");
        var key = VerifyingKey.ofMultibase(
                document.at("/verificationMethod/0/publicKeyMultibase").asText());
        assertThat(key.verify(
                        token.substring(0, dot).getBytes(StandardCharsets.UTF_8),
                        Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
        var claims = Json.readObject(Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, dot)));
        assertThat(claims.get("iss").asText()).isEqualTo(alice.did().value());
        assertThat(claims.get("aud").asText()).isEqualTo("did:web:market.example#market");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(60);
    }

    @Test
    void refusesServiceTokensThatLiveTooLong() {
        var now = clock.instant().getEpochSecond();

        assertRefused(PdsProblem.BAD_EXPIRATION, () -> serviceToken(Map.of("exp", String.valueOf(now + 61))));
        assertRefused(PdsProblem.BAD_EXPIRATION, () -> serviceToken(Map.of("exp", String.valueOf(now - 1))));
        assertRefused(
                PdsProblem.BAD_EXPIRATION,
                () -> serviceToken(Map.of("exp", String.valueOf(now + 3601), "lxm", "com.example.method")));
    }

    private void serviceToken(Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("aud", "did:web:market.example");
        pds.query("com.atproto.server.getServiceAuth", alice.access(), parameters);
    }

    private PdsUnderTest.Login signIn(String identifier, String password) {
        var input = Json.object().put("identifier", identifier).put("password", password);
        return new PdsUnderTest.Login(pds.procedure("com.atproto.server.createSession", null, input));
    }

    private PdsUnderTest.Login refresh(String token) {
        return new PdsUnderTest.Login(pds.procedure("com.atproto.server.refreshSession", token, Json.object()));
    }

    private Did session(String token) {
        return new Did(pds.query("com.atproto.server.getSession", token, Map.of())
                .get("did")
                .asText());
    }

    private static String tokenId(PdsUnderTest.Login login) {
        var payload = login.refresh().split("\\.", -1)[1];
        return Json.readObject(Base64.getUrlDecoder().decode(payload))
                .get("jti")
                .asText();
    }
}
