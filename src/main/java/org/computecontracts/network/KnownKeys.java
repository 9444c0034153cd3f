package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.atproto.VerifyingKey;

/** Keys once read from their text: finding the point costs about as much as checking a signature with it. */
@ApplicationScoped
class KnownKeys {
    private static final int MOST = 20_000;

    private final Map<String, VerifyingKey> keys = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VerifyingKey> eldest) {
            return size() > MOST;
        }
    });

    VerifyingKey of(String didKey) {
        var known = keys.get(didKey);
        if (known == null) {
            known = VerifyingKey.parse(didKey);
            keys.put(didKey, known);
        }
        return known;
    }
}
