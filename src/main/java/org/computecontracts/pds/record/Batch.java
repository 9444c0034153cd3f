package org.computecontracts.pds.record;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.computecontracts.atproto.Cid;
import org.computecontracts.pds.PdsProblem;
import org.jspecify.annotations.Nullable;

/**
 * Writes that become one commit or none.
 *
 * @param swapCommit the head they were made for; null for any
 * @param swapRecord the record they were made for; null for any
 */
public record Batch(
        List<Write> writes,
        @Nullable Cid swapCommit,
        @Nullable Swap swapRecord) {
    /** The most writes of one commit (AT Protocol, Sync). */
    private static final int MAX_WRITES = 200;

    /** The record expected at the key; null when none is. */
    public record Swap(@Nullable Cid expected) {}

    public Batch {
        writes = List.copyOf(writes);
        if (writes.size() > MAX_WRITES) {
            throw PdsProblem.INVALID_REQUEST.because("Too many writes. Max: %d", MAX_WRITES);
        }
        var paths = new HashSet<String>();
        for (var write : writes) {
            if (!paths.add(write.path())) {
                throw PdsProblem.INVALID_REQUEST.because("More than one write of %s", write.path());
            }
        }
    }

    /** What it costs, by the reference implementation's measure. */
    public int points() {
        return writes.stream()
                .mapToInt(write -> switch (write.action()) {
                    case CREATE -> 3;
                    case UPDATE, PUT -> 2;
                    case DELETE -> 1;
                })
                .sum();
    }

    /** All that its records refer to. */
    public Stream<BlobRef> blobs() {
        return writes.stream()
                .map(Write::record)
                .filter(Objects::nonNull)
                .flatMap(record -> record.blobs().stream())
                .distinct();
    }

    public static Batch of(Write write) {
        return new Batch(List.of(write), null, null);
    }
}
