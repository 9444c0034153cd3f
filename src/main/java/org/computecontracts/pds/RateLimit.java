package org.computecontracts.pds;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Counts attempts by key within a window of time. Each node of the portal counts for itself. */
final class RateLimit {
    private static final int MAX_KEYS = 100_000;

    private final int most;
    private final Duration window;
    private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();

    private record Count(Instant until, int attempts) {}

    RateLimit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** Counts one attempt; RATE_LIMIT_EXCEEDED when it is one too many. */
    void attempt(String key, Instant now) {
        if (counts.size() >= MAX_KEYS) {
            counts.values().removeIf(count -> count.until().isBefore(now));
        }
        var count = counts.compute(
                key,
                (k, old) -> old == null || old.until().isBefore(now)
                        ? new Count(now.plus(window), 1)
                        : new Count(old.until(), old.attempts() + 1));
        if (count.attempts() > most) {
            throw PdsProblem.RATE_LIMIT_EXCEEDED.because("Rate Limit Exceeded: try again after %s", count.until());
        }
    }
}
