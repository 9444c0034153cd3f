package org.computecontracts.atproto.xrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.util.BigIntegers;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.Vectors;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAuthTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Nsid METHOD = new Nsid("com.publicdomainrelay.temp.market.submitBid");
    private static final Set<String> US =
            ServiceAuth.audiences(URI.create("https://localhost:8443"), "pdr_temp_market", new Did("did:plc:tenant"));

    private final FakePds network = FakePds.start();
    private final FakePds.Account bob = network.account("bob.test");
    private final MovingClock clock = new MovingClock(NOW);
    private final ServiceAuth auth = ServiceAuth.with(network.identities(clock), clock);

    @AfterEach
    void stop() {
        network.close();
    }

    private ObjectNode claims() {
        return Json.object()
                .put("iss", bob.did.value())
                .put("aud", "did:web:localhost%3A8443")
                .put("lxm", METHOD.value())
                .put("iat", clock.instant().getEpochSecond())
                .put("exp", clock.instant().getEpochSecond() + 60)
                .put("jti", UUID.randomUUID().toString());
    }

    private static ObjectNode header(String alg) {
        return Json.object().put("typ", "JWT").put("alg", alg);
    }

    private String token(ObjectNode claims) {
        return FakePds.jwt(header("ES256K"), claims, bob.signingKey);
    }

    private void refused(String error, String token) {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> auth.verify(token, US, METHOD))
                .satisfies(e -> assertThat(e.status()).isEqualTo(401))
                .extracting(XrpcError::error)
                .isEqualTo(error);
    }

    @Test
    void namesTheCaller() {
        assertThat(auth.verify(token(claims()), US, METHOD)).isEqualTo(bob.did);
    }

    /** Its key is #atproto_label (auth-verifier.js of the reference). */
    @Test
    void aLabelerSignsByItsOwnKey() {
        var labeler = claims().put("iss", bob.did + "#atproto_labeler");
        var labels = SigningKey.generate(Curve.K256);
        refused("BadJwtIss", token(labeler));
        FakePds.addKey(bob, "atproto_label", labels);
        clock.pass(Duration.ofDays(1));
        labeler.put("iat", clock.instant().getEpochSecond())
                .put("exp", clock.instant().getEpochSecond() + 60);

        assertThat(auth.verify(FakePds.jwt(header("ES256K"), labeler, labels), US, METHOD))
                .isEqualTo(bob.did);
        refused("BadJwtSignature", token(claims().put("iss", bob.did + "#atproto_labeler")));
        refused("BadJwtSignature", FakePds.jwt(header("ES256K"), claims(), labels));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#atproto", "#atproto_label", "#bsky_fg", "#x#atproto_labeler", "#atproto_labeler#"})
    void noOtherServiceHasAKey(String fragment) {
        refused("BadJwtIss", token(claims().put("iss", bob.did + fragment)));
    }

    @Test
    void takesThePublishedToken() {
        var vector = Vectors.json("market-chain.json").path("serviceAuth");
        var alice = ServiceToken.parse(vector.path("jwt").asText());
        var key = SigningKey.ofScalar(Curve.K256, HexFormat.of().parseHex("01".repeat(32)));

        alice.check(
                Set.of("did:web:builder.bob.example.com"),
                new Nsid("com.publicdomainrelay.temp.market.submitAccept"),
                Instant.ofEpochSecond(1767225600));

        assertThat(alice.isSignedBy(key.verifyingKey())).isTrue();
        assertThat(alice.issuer().value())
                .isEqualTo(vector.path("payload").path("iss").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:localhost",
                "did:web:localhost:8443",
                "did:web:localhost%3A8443",
                "did:web:localhost%3A8443#pdr_temp_market",
                "did:plc:tenant",
                "did:plc:tenant#pdr_temp_market"
            })
    void answersToAllItsNames(String aud) {
        assertThat(auth.verify(token(claims().put("aud", aud)), US, METHOD)).isEqualTo(bob.did);
    }

    @Test
    void refusesTokensForOthersAndForOtherMethods() {
        refused("BadJwtAudience", token(claims().put("aud", "did:web:elsewhere.example")));
        refused("BadJwtAudience", token(claims().put("aud", "did:web:localhost%3A8443#pdr_temp_compute_event")));
        refused("BadJwtLexiconMethod", token(claims().put("lxm", "com.publicdomainrelay.temp.market.submitRfp")));
        refused("BadJwtLexiconMethod", token((ObjectNode) claims().without("lxm")));
    }

    @Test
    void refusesAReplayUntilTheTokenHasExpired() {
        var token = token(claims());
        var withoutId = token((ObjectNode) claims().without("jti"));
        auth.verify(token, US, METHOD);
        auth.verify(withoutId, US, METHOD);

        refused("BadJwt", token);
        refused("BadJwt", withoutId);
        clock.pass(Duration.ofSeconds(119));
        refused("BadJwt", token);
        clock.pass(Duration.ofSeconds(1));
        refused("JwtExpired", token);
    }

    @Test
    void aForgedTokenDoesNotUseUpTheRealOne() {
        var claims = claims();
        refused("BadJwtSignature", FakePds.jwt(header("ES256K"), claims, SigningKey.generate(Curve.K256)));

        assertThat(auth.verify(token(claims), US, METHOD)).isEqualTo(bob.did);
    }

    @Test
    void refusesLongLivesAndOtherTimes() {
        var now = NOW.getEpochSecond();
        refused("BadJwt", token(claims().put("exp", now + 3601)));
        refused("BadJwt", token(claims().put("iat", now + 61).put("exp", now + 120)));
        refused("BadJwt", token(claims().put("nbf", now + 61)));
        refused("BadJwt", token((ObjectNode) claims().without("exp")));
        refused("JwtExpired", token(claims().put("iat", now - 120).put("exp", now - 60)));
        assertThat(auth.verify(token(claims().put("exp", now + 3600)), US, METHOD))
                .isEqualTo(bob.did);
    }

    @Test
    void aTokenThatLivesLongIsUsedOnceInAllItsLife() {
        var token = token(claims().put("exp", NOW.getEpochSecond() + 3600));
        auth.verify(token, US, METHOD);

        clock.pass(Duration.ofMinutes(59));
        refused("BadJwt", token);
        clock.pass(Duration.ofMinutes(3));
        refused("JwtExpired", token);
    }

    @Test
    void oneIssuerHasRoomForAFewTokensThatLiveLong() {
        for (var number = 0; number < 50; number++) {
            auth.verify(token(claims().put("exp", NOW.getEpochSecond() + 3600)), US, METHOD);
        }

        refusedAsTooMany(token(claims().put("exp", NOW.getEpochSecond() + 3600)));
        assertThat(auth.verify(token(claims()), US, METHOD)).isEqualTo(bob.did);
    }

    private void refusedAsTooMany(String token) {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> auth.verify(token, US, METHOD))
                .extracting(XrpcError::status)
                .isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "refresh+jwt", "dpop+jwt", "DPoP+JWT"})
    void refusesTokensOfAnotherKind(String typ) {
        refused("BadJwtType", FakePds.jwt(header("ES256K").put("typ", typ), claims(), bob.signingKey));
    }

    @Test
    void refusesOtherAlgorithmsAndHighS() {
        refused("BadJwtSignature", FakePds.jwt(header("none"), claims(), bob.signingKey));
        refused("BadJwtSignature", FakePds.jwt(header("ES256"), claims(), bob.signingKey));
        var token = token(claims());
        var dot = token.lastIndexOf('.') + 1;
        var signature = Base64.getUrlDecoder().decode(token.substring(dot));
        var s = Curve.K256.domain().getN().subtract(new BigInteger(1, signature, 32, 32));
        var high = BigIntegers.asUnsignedByteArray(32, s);
        System.arraycopy(high, 0, signature, 32, 32);
        refused(
                "BadJwtSignature",
                token.substring(0, dot) + Base64.getUrlEncoder().encodeToString(signature));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a.b.c", "e30.e30.", "bnVsbA.e30.AA", "e30.W10.AA"})
    void refusesWhatIsNoToken(String token) {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> auth.verify(token, US, METHOD))
                .satisfies(e -> assertThat(e.status()).isEqualTo(401));
    }

    @Test
    void refusesIssuersNobodyKnows() {
        refused("BadJwtIss", token(claims().put("iss", "did:plc:nobody")));
        refused("BadJwtIss", token(claims().put("iss", "bob.test")));
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void doubtsItsDocumentOnceWhenTheKeyHasChanged(Curve curve) {
        auth.verify(token(claims()), US, METHOD);
        var key = SigningKey.generate(curve);
        bob.document.withArrayProperty("verificationMethod").removeAll();
        FakePds.addKey(bob, "atproto", key);
        clock.pass(Duration.ofSeconds(2));

        var token = FakePds.jwt(header(curve.jwsAlgorithm()), claims(), key);

        assertThat(auth.verify(token, US, METHOD)).isEqualTo(bob.did);
        refused("BadJwtSignature", token(claims()));
    }

    @Test
    void oneIssuerUsesUpItsOwnQuotaAndNobodyElses() {
        var eve = network.account("eve.test");
        for (var number = 0; number < 1_000; number++) {
            auth.verify(
                    FakePds.jwt(header("ES256K"), claims().put("iss", eve.did.value()), eve.signingKey), US, METHOD);
        }

        var next = FakePds.jwt(header("ES256K"), claims().put("iss", eve.did.value()), eve.signingKey);
        refusedAsTooMany(next);
        assertThat(auth.verify(token(claims()), US, METHOD)).isEqualTo(bob.did);
        clock.pass(Duration.ofMinutes(3));
        var later = FakePds.jwt(header("ES256K"), claims().put("iss", eve.did.value()), eve.signingKey);
        assertThat(auth.verify(later, US, METHOD)).isEqualTo(eve.did);
    }
}
