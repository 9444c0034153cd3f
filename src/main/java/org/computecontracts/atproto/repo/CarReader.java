package org.computecontracts.atproto.repo;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;

/** Reads a CAR file and checks the hash of every block. */
public final class CarReader {
    private static final int MAX_VARINT_BITS = 28;
    private static final int HASH = 32;

    private final ByteBuffer in;

    private CarReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** Throws IllegalArgumentException when it is malformed, or a block is not what its hash says. */
    public static Car read(byte[] bytes) {
        try {
            return new CarReader(bytes).read();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The CAR file ends too early", e);
        }
    }

    private Car read() {
        var roots = roots();
        var blocks = new LinkedHashMap<Cid, byte[]>();
        while (in.hasRemaining()) {
            var length = varint();
            var cid = take(Cid.BYTES);
            var block = take(length - Cid.BYTES);
            if (!Arrays.equals(cid, cid.length - HASH, cid.length, Cid.sha256(block), 0, HASH)) {
                throw new IllegalArgumentException("A block is not what its hash says: " + Cid.ofBytes(cid));
            }
            blocks.put(Cid.ofBytes(cid), block);
        }
        return new Car(roots, blocks);
    }

    private List<Cid> roots() {
        var header = DagCbor.decode(take(varint()));
        if (header.path("version").asInt() != 1) {
            throw new IllegalArgumentException("Not a CAR file of version 1");
        }
        var roots = new ArrayList<Cid>();
        header.path("roots")
                .forEach(root -> roots.add(new Cid(root.path("$link").asText())));
        return roots;
    }

    private int varint() {
        var value = 0;
        for (var shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            var b = in.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A section of the CAR file is too long");
    }

    private byte[] take(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("The CAR file ends too early");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
