package org.computecontracts.pds.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.account.Accounts;

/** Signs for an account that it calls another service (AT Protocol, XRPC, inter-service authentication). */
@ApplicationScoped
public class ServiceTokens {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String MOVING = "com.atproto.server.createAccount";
    private static final String PRIVATE = "chat.bsky.";
    /** What only the account's own server is asked for. */
    private static final Set<String> PROTECTED = Set.of(
            "com.atproto.admin.sendEmail",
            "com.atproto.identity.requestPlcOperationSignature",
            "com.atproto.identity.signPlcOperation",
            "com.atproto.identity.updateHandle",
            "com.atproto.server.activateAccount",
            "com.atproto.server.confirmEmail",
            "com.atproto.server.createAppPassword",
            "com.atproto.server.deactivateAccount",
            "com.atproto.server.getAccountInviteCodes",
            "com.atproto.server.getSession",
            "com.atproto.server.listAppPasswords",
            "com.atproto.server.requestAccountDelete",
            "com.atproto.server.requestEmailConfirmation",
            "com.atproto.server.requestEmailUpdate",
            "com.atproto.server.revokeAppPassword",
            "com.atproto.server.updateEmail");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Inject
    Accounts accounts;

    @Inject
    Clock clock;

    /** The same for a session, which may be an app's: INVALID_REQUEST for what an app may not reach. */
    public String issue(Caller caller, String audience, Optional<Nsid> method, Optional<Long> expires) {
        var lxm = method.map(Nsid::value).orElse("");
        if (PROTECTED.contains(lxm)) {
            throw PdsProblem.INVALID_REQUEST.because(
                    "cannot request a service auth token for the protected method %s", lxm);
        }
        if (caller.scope() != Scope.FULL && lxm.equals(MOVING)) {
            throw PdsProblem.INVALID_REQUEST.because("an app password does not move an account: %s", lxm);
        }
        if (caller.scope() == Scope.APP && lxm.startsWith(PRIVATE)) {
            throw PdsProblem.INVALID_REQUEST.because("insufficient access to request a token for %s", lxm);
        }
        return issue(caller.profile().did(), audience, method, expires);
    }

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
