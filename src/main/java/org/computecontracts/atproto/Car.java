package org.computecontracts.atproto;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.Json;

/** A content-addressable archive, version 1: blocks by their hashes, in the order written. */
public record Car(List<Cid> roots, Map<Cid, byte[]> blocks) {
    public Car {
        roots = List.copyOf(roots);
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    public byte[] bytes() {
        var header = Json.object().put("version", 1);
        var list = header.putArray("roots");
        roots.forEach(root -> list.addObject().put("$link", root.value()));
        var out = new ByteArrayOutputStream();
        writeSection(out, new byte[0], DagCbor.encode(header));
        blocks.forEach((cid, block) -> writeSection(out, cid.bytes(), block));
        return out.toByteArray();
    }

    private static void writeSection(ByteArrayOutputStream out, byte[] cid, byte[] data) {
        var length = cid.length + data.length;
        for (; length > 0x7f; length >>>= 7) {
            out.write((length & 0x7f) | 0x80);
        }
        out.write(length);
        out.writeBytes(cid);
        out.writeBytes(data);
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
