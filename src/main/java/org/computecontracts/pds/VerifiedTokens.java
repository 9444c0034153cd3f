package org.computecontracts.pds;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Tokens that were found good lately: their MAC and their JSON are looked at once, not at every call. */
final class VerifiedTokens {
    private static final int MOST = 5000;

    private final Map<Key, Tokens.Good> known = new ConcurrentHashMap<>();

    /** The whole token, so that nothing but the same bytes passes for it. */
    private record Key(Tokens.Kind kind, String token) {}

    /** What it says, from memory or as the verification tells; what is refused is not kept. */
    Tokens.Good get(Tokens.Kind kind, String token, Supplier<Tokens.Good> verification) {
        var key = new Key(kind, token);
        var good = known.get(key);
        if (good == null) {
            good = verification.get();
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, good);
        }
        return good;
    }
}
