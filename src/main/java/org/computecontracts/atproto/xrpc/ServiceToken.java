package org.computecontracts.atproto.xrpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** A service token taken apart, not yet believed. */
record ServiceToken(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {
    private static final String LABELER = "#atproto_labeler";
    private static final int MAX_LENGTH = 8192;
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** As the reference implementation issues them, bound to a method, and people use them who move by hand. */
    private static final Duration MAX_LIFE = Duration.ofHours(1);

    /** Tokens for other uses, signed with keys the same account may publish. */
    private static final Set<String> FOREIGN_TYPES = Set.of("at+jwt", "refresh+jwt", "dpop+jwt");

    static ServiceToken parse(String jwt) {
        var parts = List.of(jwt.split("\\.", -1));
        if (parts.size() != 3 || jwt.length() > MAX_LENGTH) {
            throw refused("BadJwt", "poorly formatted jwt");
        }
        try {
            var base64 = Base64.getUrlDecoder();
            return new ServiceToken(
                    Json.readObject(base64.decode(parts.get(0))),
                    Json.readObject(base64.decode(parts.get(1))),
                    (parts.get(0) + "." + parts.get(1)).getBytes(UTF_8),
                    base64.decode(parts.get(2)));
        } catch (IllegalArgumentException | ProblemException e) {
            throw refused("BadJwt", "poorly formatted jwt");
        }
    }

    void check(Set<String> audiences, Nsid method, Instant now) {
        if (FOREIGN_TYPES.contains(header.path("typ").asText().toLowerCase(Locale.ROOT))) {
            throw refused(
                    "BadJwtType", "Invalid jwt type \"" + header.path("typ").asText() + "\"");
        }
        if (!audiences.contains(claims.path("aud").asText())) {
            throw refused("BadJwtAudience", "jwt audience does not match service did");
        }
        if (!method.value().equals(claims.path("lxm").asText())) {
            throw refused("BadJwtLexiconMethod", "bad jwt lexicon method (\"lxm\"). must match: " + method);
        }
        checkTimes(now);
    }

    private void checkTimes(Instant now) {
        if (!claims.path("exp").isIntegralNumber() || !claims.path("exp").canConvertToLong()) {
            throw refused("BadJwt", "jwt has no exp");
        }
        var exp = claims.path("exp").longValue();
        var iat = claims.path("iat").asLong(now.getEpochSecond());
        var at = now.getEpochSecond();
        if (exp <= at - SKEW.toSeconds()) {
            throw refused("JwtExpired", "jwt expired");
        }
        if (iat > at + SKEW.toSeconds() || claims.path("nbf").asLong(at) > at + SKEW.toSeconds()) {
            throw refused("BadJwt", "jwt is from the future");
        }
        if (exp > iat + MAX_LIFE.toSeconds() || exp > at + MAX_LIFE.plus(SKEW).toSeconds()) {
            throw refused("BadJwt", "jwt lives longer than " + MAX_LIFE.toMinutes() + " minutes");
        }
    }

    /** The caller: an account, or the labeler that has its DID. No other service has a key to sign with. */
    Did issuer() {
        var iss = claims.path("iss").asText();
        var did = isOfLabeler() ? iss.substring(0, iss.length() - LABELER.length()) : iss;
        if (!Did.isValid(did)) {
            throw refused("BadJwtIss", "jwt iss is not a valid did");
        }
        return new Did(did);
    }

    boolean isOfLabeler() {
        return claims.path("iss").asText().endsWith(LABELER);
    }

    /** As the reference implementation chooses the key. */
    boolean isSignedBy(DidDocument document) {
        return isSignedBy(isOfLabeler() ? document.key("#atproto_label") : document.signingKey());
    }

    boolean isSignedBy(VerifyingKey key) {
        return key.curve().jwsAlgorithm().equals(header.path("alg").asText()) && key.verify(signed, signature);
    }

    /** What must not come twice: its id, or all that was signed where it has none. */
    String once() {
        var jti = claims.path("jti").asText();
        return issuer() + " " + (jti.isEmpty() ? Cid.ofRaw(signed).value() : jti);
    }

    /** From when on it is refused for its age anyway. */
    Instant end() {
        return Instant.ofEpochSecond(claims.path("exp").longValue()).plus(SKEW);
    }

    static XrpcError refused(String error, String message) {
        return new XrpcError(401, error, message);
    }
}
