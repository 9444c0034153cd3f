package org.computecontracts.wif;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JWT as it came, with what it claims to say. Never printed: a bearer token is a secret. */
final class SignedToken {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int MAX_CHARS = 8192;

    private final JWSObject jws;
    private final Claims claims;

    private SignedToken(JWSObject jws) {
        this.jws = jws;
        this.claims = Claims.of(jws);
    }

    /** TOKEN_REFUSED unless it is a JWT signed with RS256 that names its key. */
    static SignedToken parse(String text) {
        try {
            var jws = JWSObject.parse(text.length() > MAX_CHARS ? "" : text);
            if (!JWSAlgorithm.RS256.equals(jws.getHeader().getAlgorithm())
                    || jws.getHeader().getKeyID() == null) {
                throw WifProblem.TOKEN_REFUSED.because("The token is not signed with RS256 by a named key");
            }
            return new SignedToken(jws);
        } catch (ParseException | IllegalArgumentException e) {
            // Without its cause: the parser quotes what it could not read.
            throw WifProblem.TOKEN_REFUSED.because("The bearer token is no JWT");
        }
    }

    String keyId() {
        return jws.getHeader().getKeyID();
    }

    Claims unverified() {
        return claims;
    }

    /** The claims, once signature and times are found right; TOKEN_REFUSED otherwise. */
    Claims verified(JWKSet keys, Instant now) {
        if (!signedByOneOf(keys)) {
            throw WifProblem.TOKEN_REFUSED.because("The token's signature is not by a key of %s", claims.issuer());
        }
        if (!claims.expires().isAfter(now)) {
            throw WifProblem.TOKEN_REFUSED.because("The token expired at %s", claims.expires());
        }
        var latest = now.plus(SKEW);
        if (claims.issued().isAfter(latest) || claims.notBefore().isAfter(latest)) {
            throw WifProblem.TOKEN_REFUSED.because("The token is from the future");
        }
        return claims;
    }

    private boolean signedByOneOf(JWKSet keys) {
        return Optional.<@Nullable Object>ofNullable(keys.getKeyByKeyId(keyId()))
                .filter(key -> key instanceof RSAKey rsa && rsa.size() >= 2048 && verifies(rsa))
                .isPresent();
    }

    private boolean verifies(RSAKey key) {
        try {
            return jws.verify(new RSASSAVerifier(key.toRSAPublicKey()));
        } catch (JOSEException | IllegalStateException e) {
            throw WifProblem.TOKEN_REFUSED
                    .because("The token's signature cannot be verified")
                    .causedBy(e);
        }
    }
}
