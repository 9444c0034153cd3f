package org.computecontracts.atproto.repo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;

/** A content-addressable archive, version 1: blocks by their hashes, in the order written. */
public record Car(List<Cid> roots, Map<Cid, byte[]> blocks) {
    public Car {
        roots = List.copyOf(roots);
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try {
            var car = new CarWriter(out, roots);
            for (var block : blocks.entrySet()) {
                car.write(block.getKey(), block.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Throws {@link MissingBlockException} for what is not in the archive. */
    public byte[] block(Cid cid) {
        var block = blocks.get(cid);
        if (block == null) {
            throw new MissingBlockException(cid);
        }
        return block;
    }
}
