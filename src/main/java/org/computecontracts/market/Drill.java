package org.computecontracts.market;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The view of the network made anew, and whether it came out the same.
 *
 * @param purpose DRILL beside the view in use, REBUILD in its place
 * @param before,after digests of the view
 */
public record Drill(
        UUID id,
        Purpose purpose,
        Instant begunAt,
        Optional<Instant> endedAt,
        int repos,
        long records,
        Optional<String> before,
        Optional<String> after,
        Optional<String> problem) {
    public enum Purpose {
        DRILL,
        REBUILD
    }

    public boolean isSame() {
        return before.isPresent() && before.equals(after);
    }
}
