package org.computecontracts.appview.drill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;

/**
 * The view of the network made anew, and whether it came out the same.
 *
 * @param purpose DRILL beside the view in use, REBUILD in its place
 * @param repos the accounts compared: those read equally far before and after
 * @param aside accounts that could not be read, or were being written to
 * @param before,after digests of the view, over the accounts compared
 * @param differing accounts with which it came out otherwise, some of them
 */
public record Drill(
        UUID id,
        Purpose purpose,
        Instant begunAt,
        Optional<Instant> endedAt,
        int repos,
        int aside,
        long records,
        Optional<String> before,
        Optional<String> after,
        List<Did> differing,
        Optional<String> problem) {
    public enum Purpose {
        DRILL,
        REBUILD
    }

    public boolean isSame() {
        return before.isPresent() && before.equals(after);
    }
}
