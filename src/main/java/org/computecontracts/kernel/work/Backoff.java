package org.computecontracts.kernel.work;

import java.time.Duration;
import java.util.Optional;

/**
 * After which pauses something is tried again: each twice as long as the one before.
 *
 * @param most how often it is tried
 */
public record Backoff(Duration first, Duration longest, int most) {
    public static Backoff forEver(Duration first, Duration longest) {
        return new Backoff(first, longest, Integer.MAX_VALUE);
    }

    /** Empty when these were the last of the attempts. */
    public Optional<Duration> after(int attempts) {
        return Optional.of(pause(attempts)).filter(pause -> attempts < most);
    }

    public Duration pause(int attempts) {
        var pause = first.multipliedBy(1L << Math.clamp(attempts - 1L, 0, 30));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
