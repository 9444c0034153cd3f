package org.computecontracts.pds.repo;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.limits.Caches;

/** Tree nodes that were read or written lately, whosever they are. Never wrong: a block is named by its hash. */
@ApplicationScoped
class BlockCache {
    private static final long MOST_BYTES = 32L << 20;

    private final Cache<Cid, byte[]> blocks = Caches.caffeine()
            .maximumWeight(MOST_BYTES)
            .<Cid, byte[]>weigher((cid, block) -> block.length)
            .build();

    /** Nothing is locked while the database is asked. */
    byte[] get(Cid cid, Supplier<byte[]> otherwise) {
        var known = blocks.getIfPresent(cid);
        if (known != null) {
            return known;
        }
        var block = otherwise.get();
        put(cid, block);
        return block;
    }

    void put(Cid cid, byte[] block) {
        blocks.put(cid, block);
    }
}
