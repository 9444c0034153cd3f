package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.computecontracts.atproto.Cid;

/** Tree nodes that were read or written lately, whosever they are. Never wrong: a block is named by its hash. */
@ApplicationScoped
class BlockCache {
    private static final long MOST_BYTES = 32L << 20;

    private final Map<Cid, byte[]> blocks = new LinkedHashMap<>(1024, 0.75f, true);
    private long bytes;

    byte[] get(Cid cid, Supplier<byte[]> otherwise) {
        var known = find(cid);
        if (known.length > 0) {
            return known;
        }
        var block = otherwise.get();
        put(cid, block);
        return block;
    }

    private synchronized byte[] find(Cid cid) {
        return blocks.getOrDefault(cid, new byte[0]);
    }

    synchronized void put(Cid cid, byte[] block) {
        if (blocks.put(cid, block) == null) {
            bytes += block.length;
        }
        var oldest = blocks.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
