package org.computecontracts.wif.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.computecontracts.wif.WifProblem;

/** A JWT as it came, with what it claims to say. Never printed: a bearer token is a secret. */
public final class SignedToken {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int MAX_CHARS = 8192;

    private final JWSObject jws;
    private final Claims claims;

    private SignedToken(JWSObject jws) {
        this.jws = jws;
        this.claims = Claims.of(jws);
    }

    /** TOKEN_REFUSED unless it is a JWT signed with RS256 that names its key. */
    public static SignedToken parse(String text) {
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

    public String keyId() {
        return jws.getHeader().getKeyID();
    }

    public Claims unverified() {
        return claims;
    }

    /** The claims, once signature and times are found right; TOKEN_REFUSED otherwise. */
    public Claims verified(JWKSet keys, Instant now) {
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

    /** Several keys may have one name, of which any may have signed. */
    static List<JWK> named(JWKSet keys, String kid) {
        return keys.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }

    private boolean signedByOneOf(JWKSet keys) {
        return named(keys, keyId()).stream()
                .anyMatch(key -> key instanceof RSAKey rsa && isForSignatures(rsa) && verifies(rsa));
    }

    private static boolean isForSignatures(RSAKey key) {
        return key.size() >= 2048
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256));
    }

    /** A key that cannot be used has signed nothing; another of its name may have. */
    private boolean verifies(RSAKey key) {
        try {
            return jws.verify(new RSASSAVerifier(key.toRSAPublicKey()));
        } catch (JOSEException | IllegalStateException e) {
            return false;
        }
    }
}
