package org.computecontracts.network.ingest;

import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.limits.Caches;

/** Keys once read from their text: finding the point costs about as much as checking a signature with it. */
@ApplicationScoped
public class KnownKeys {
    private static final int MOST = 20_000;

    private final LoadingCache<String, VerifyingKey> keys =
            Caches.caffeine().maximumSize(MOST).build(VerifyingKey::parse);

    VerifyingKey of(String didKey) {
        return keys.get(didKey);
    }
}
