package org.computecontracts.pds;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;

/** Signs for an account that it calls another service (AT Protocol, XRPC, inter-service authentication). */
@ApplicationScoped
public class ServiceTokens {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Inject
    Accounts accounts;

    @Inject
    Clock clock;

    /** BAD_EXPIRATION beyond an hour, or beyond a minute for a token that is not bound to a method. */
    public String issue(Did did, String audience, Optional<Nsid> method, Optional<Long> expires) {
        checkAudience(audience);
        var now = clock.instant().getEpochSecond();
        var until = expires.orElse(now + LIFE.toSeconds());
        checkExpiry(until - now, method.isPresent());
        var claims = Json.object()
                .put("iat", now)
                .put("iss", did.value())
                .put("aud", audience)
                .put("exp", until)
                .put("jti", nonce());
        method.ifPresent(lxm -> claims.put("lxm", lxm.value()));
        var key = accounts.signingKey(did);
        var header = Json.object().put("typ", "JWT").put("alg", key.curve().jwsAlgorithm());
        var message = encoded(Json.write(header)) + "." + encoded(Json.write(claims));
        return message + "." + BASE64.encodeToString(key.sign(message.getBytes(UTF_8)));
    }

    /** A DID, or one service of it. */
    private static void checkAudience(String audience) {
        var hash = audience.indexOf('#');
        try {
            new Did(hash < 0 ? audience : audience.substring(0, hash));
        } catch (IllegalArgumentException e) {
            throw PdsProblem.INVALID_REQUEST
                    .because("aud must be a DID: %s", audience)
                    .causedBy(e);
        }
    }

    private static void checkExpiry(long seconds, boolean boundToMethod) {
        if (seconds <= 0) {
            throw PdsProblem.BAD_EXPIRATION.because("expiration is in past");
        }
        if (seconds > LONGEST.toSeconds()) {
            throw PdsProblem.BAD_EXPIRATION.because(
                    "cannot request a token with an expiration more than an hour in the future");
        }
        if (!boundToMethod && seconds > LIFE.toSeconds()) {
            throw PdsProblem.BAD_EXPIRATION.because(
                    "cannot request a method-less token with an expiration more than a minute in the future");
        }
    }

    private static String nonce() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }
}
