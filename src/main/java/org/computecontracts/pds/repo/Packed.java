package org.computecontracts.pds.repo;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.StringJoiner;

/** Many byte strings as one, with where each begins and ends: so a single statement stores them all. */
final class Packed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringJoiner starts = new StringJoiner(" ");
    private final StringJoiner sizes = new StringJoiner(" ");

    static Packed of(Collection<byte[]> parts) {
        var packed = new Packed();
        for (var part : parts) {
            packed.starts.add(String.valueOf(packed.bytes.size() + 1));
            packed.sizes.add(String.valueOf(part.length));
            packed.bytes.writeBytes(part);
        }
        return packed;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** From one, as SQL counts. */
    String starts() {
        return starts.toString();
    }

    String sizes() {
        return sizes.toString();
    }
}
