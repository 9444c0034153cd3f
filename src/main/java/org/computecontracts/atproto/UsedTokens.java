package org.computecontracts.atproto;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens that were used, until they are too old to be used again. An issuer makes its own tokens, so each has a quota. */
final class UsedTokens {
    private static final int MOST = 100_000;
    private static final int MOST_OF_ONE = 1_000;

    private final Map<Did, Map<String, Instant>> used = new HashMap<>();
    private int count;

    /** XrpcError 401 when it was used before, 429 when its issuer, or all together, have used too many. */
    synchronized void add(ServiceToken token, Instant now) {
        makeRoom(token.issuer(), now);
        var own = used.getOrDefault(token.issuer(), Map.of());
        var before = own.get(token.once());
        if (before != null && !now.isAfter(before)) {
            throw ServiceToken.refused("BadJwt", "jwt was used before");
        }
        if (own.size() >= MOST_OF_ONE || count >= MOST) {
            throw new XrpcError(429, "RateLimitExceeded", "Too many tokens at once");
        }
        if (used.computeIfAbsent(token.issuer(), issuer -> new HashMap<>()).put(token.once(), token.end()) == null) {
            count++;
        }
    }

    private void makeRoom(Did issuer, Instant now) {
        if (count >= MOST) {
            List.copyOf(used.keySet()).forEach(each -> forgetOld(each, now));
        } else if (used.getOrDefault(issuer, Map.of()).size() >= MOST_OF_ONE) {
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
