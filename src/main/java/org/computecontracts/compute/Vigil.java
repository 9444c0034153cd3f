package org.computecontracts.compute;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long this node has looked without a break. Who was away, or had no database, has not seen others and cannot say that
 * they were not there.
 */
final class Vigil {
    private static final Duration BREAK = Duration.ofMinutes(1);

    private Instant since = Instant.MIN;
    private Instant last = Instant.MIN;

    /** Says that it looks now. */
    synchronized boolean hasLastedSince(Instant then, Instant now) {
        if (last.plus(BREAK).isBefore(now)) {
            since = now;
        }
        last = now;
        return since.isBefore(then);
    }
}
