package org.computecontracts.atproto.repo;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.kernel.Json;

/** Writes a CAR file of version 1, block by block. */
public final class CarWriter {
    private final OutputStream out;

    public CarWriter(OutputStream out, List<Cid> roots) throws IOException {
        this.out = out;
        var header = Json.object().put("version", 1);
        var list = header.putArray("roots");
        roots.forEach(root -> list.addObject().put("$link", root.value()));
        writeSection(new byte[0], DagCbor.encode(header));
    }

    public void write(Cid cid, byte[] block) throws IOException {
        writeSection(cid.bytes(), block);
    }

    private void writeSection(byte[] cid, byte[] data) throws IOException {
        var length = cid.length + data.length;
        for (; length > 0x7f; length >>>= 7) {
            out.write((length & 0x7f) | 0x80);
        }
        out.write(length);
        out.write(cid);
        out.write(data);
    }
}
