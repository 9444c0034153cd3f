package org.computecontracts.pds.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.key.SecretStore;

/** Makes and checks the tokens of this server's sessions: JWTs under one HMAC key that nobody else has. */
@ApplicationScoped
public class Tokens {
    private static final String PURPOSE = "pds_secret.token-key";
    private static final int KEY_BYTES = 32;

    @Inject
    SecretStore secrets;

    @Inject
    Vault vault;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final VerifiedTokens verified = new VerifiedTokens();
    private byte[] key = {};

    /** The two kinds of token; one is never taken for the other. */
    public enum Kind {
        ACCESS("at+jwt", Duration.ofHours(2)),
        REFRESH("refresh+jwt", Duration.ofDays(90));

        private final String type;
        private final Duration life;

        Kind(String type, Duration life) {
            this.type = type;
            this.life = life;
        }

        private String claim(Scope scope) {
            return this == REFRESH ? "com.atproto.refresh" : scope.claim();
        }

        /** What a refresh token may be exchanged for is kept with its session. */
        private Optional<Scope> scope(String claim) {
            return this == REFRESH
                    ? Optional.of(Scope.FULL).filter(scope -> claim(scope).equals(claim))
                    : Scope.of(claim);
        }
    }

    /** What a token of ours says that was verified once; it says the same until it expires. */
    record Good(Claims claims, Instant until) {}

    /** What a good token says. */
    record Claims(Did did, UUID id, Scope scope) {}

    Instant expiry(Kind kind) {
        return clock.instant().plus(kind.life);
    }

    String issue(Kind kind, Did did, UUID id, Scope scope) {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType(kind.type))
                .build();
        var claims = new JWTClaimsSet.Builder()
                .claim("scope", kind.claim(scope))
                .subject(did.value())
                .audience(settings.serviceDid())
                .jwtID(id.toString())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(expiry(kind)))
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new MACSigner(key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 cannot fail with a key of this size", e);
        }
        return jwt.serialize();
    }

    /** INVALID_TOKEN for anything but our own token of this kind, EXPIRED_TOKEN for an old one. */
    Claims check(Kind kind, String token) {
        var good = good(kind, token);
        if (!clock.instant().isBefore(good.until())) {
            throw PdsProblem.EXPIRED_TOKEN.because("Token has expired");
        }
        return good.claims();
    }

    /** The same at any age. */
    Good good(Kind kind, String token) {
        return verified.get(kind, token, () -> verify(kind, token));
    }

    private Good verify(Kind kind, String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (!jwt.verify(new MACVerifier(key()))) {
                throw PdsProblem.INVALID_TOKEN.because("Token could not be verified");
            }
            return checked(kind, jwt);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw PdsProblem.INVALID_TOKEN
                    .because("Token could not be verified")
                    .causedBy(e);
        }
    }

    private Good checked(Kind kind, SignedJWT jwt) throws ParseException {
        var claims = jwt.getJWTClaimsSet();
        var scope = kind.scope(String.valueOf(claims.getClaimAsString("scope")));
        if (!new JOSEObjectType(kind.type).equals(jwt.getHeader().getType()) || scope.isEmpty()) {
            throw PdsProblem.INVALID_TOKEN.because("Bad token scope");
        }
        if (!claims.getAudience().equals(List.of(settings.serviceDid()))) {
            throw PdsProblem.INVALID_TOKEN.because("Token is for another server");
        }
        return new Good(
                new Claims(new Did(claims.getSubject()), UUID.fromString(claims.getJWTID()), scope.get()),
                claims.getExpirationTime().toInstant());
    }

    private synchronized byte[] key() {
        if (key.length == 0) {
            var candidate = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(candidate);
            key = vault.open(secrets.keepFirst("token-key", vault.seal(candidate, PURPOSE)), PURPOSE);
        }
        return key;
    }
}
