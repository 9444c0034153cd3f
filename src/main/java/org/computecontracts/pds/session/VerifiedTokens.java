package org.computecontracts.pds.session;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.function.Supplier;
import org.computecontracts.kernel.limits.Caches;

/** Tokens that were found good lately: their MAC and their JSON are looked at once, not at every call. */
final class VerifiedTokens {
    private static final int MOST = 5000;

    private final Cache<Key, Tokens.Good> known =
            Caches.caffeine().maximumSize(MOST).build();

    /** The whole token, so that nothing but the same bytes passes for it. */
    private record Key(Tokens.Kind kind, String token) {}

    /** What it says, from memory or as the verification tells; what is refused is not kept. */
    Tokens.Good get(Tokens.Kind kind, String token, Supplier<Tokens.Good> verification) {
        return known.get(new Key(kind, token), key -> verification.get());
    }
}
