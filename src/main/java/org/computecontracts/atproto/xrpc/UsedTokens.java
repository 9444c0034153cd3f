package org.computecontracts.atproto.xrpc;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Did;

/**
 * Tokens that were used, until they are too old to be used again. An issuer makes its own tokens, so each has a quota. No cache,
 * on purpose: what a cache drops for want of room could be used again, so here a new token is refused instead.
 */
final class UsedTokens {
    private static final int MOST = 100_000;
    private static final int MOST_OF_ONE = 1_000;

    /** A token that lives long takes its place for long; who moves an account needs a few. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int MOST_LONG_OF_ONE = 50;

    private final Map<Did, Map<String, Instant>> used = new HashMap<>();
    private int count;

    /** XrpcError 401 when it was used before, 429 when its issuer, or all together, have used too many. */
    synchronized void add(ServiceToken token, Instant now) {
        var most = token.end().isAfter(now.plus(LONG)) ? MOST_LONG_OF_ONE : MOST_OF_ONE;
        makeRoom(token.issuer(), most, now);
        check(token, now);
        if (own(token).size() >= most || count >= MOST) {
            throw new XrpcError(429, "RateLimitExceeded", "Too many tokens at once");
        }
        if (used.computeIfAbsent(token.issuer(), issuer -> new HashMap<>()).put(token.once(), token.end()) == null) {
            count++;
        }
    }

    /** XrpcError 401 when it was used before. */
    synchronized void check(ServiceToken token, Instant now) {
        var before = own(token).get(token.once());
        if (before != null && !now.isAfter(before)) {
            throw ServiceToken.refused("BadJwt", "jwt was used before");
        }
    }

    /** It may be used again. */
    synchronized void remove(ServiceToken token) {
        used.computeIfPresent(token.issuer(), (issuer, tokens) -> {
            count -= tokens.remove(token.once()) == null ? 0 : 1;
            return tokens.isEmpty() ? null : tokens;
        });
    }

    private Map<String, Instant> own(ServiceToken token) {
        return used.getOrDefault(token.issuer(), Map.of());
    }

    private void makeRoom(Did issuer, int most, Instant now) {
        if (count >= MOST) {
            List.copyOf(used.keySet()).forEach(each -> forgetOld(each, now));
        } else if (used.getOrDefault(issuer, Map.of()).size() >= most) {
            forgetOld(issuer, now);
        }
    }

    private void forgetOld(Did issuer, Instant now) {
        used.computeIfPresent(issuer, (did, tokens) -> {
            count -= tokens.size();
            tokens.values().removeIf(now::isAfter);
            count += tokens.size();
            return tokens.isEmpty() ? null : tokens;
        });
    }
}
