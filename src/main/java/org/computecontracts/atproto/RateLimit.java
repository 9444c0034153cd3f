package org.computecontracts.atproto;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Counts attempts by key within a window of time. Each node of the portal counts for itself. */
public final class RateLimit {
    private static final int MAX_KEYS = 100_000;

    private final int most;
    private final Duration window;
    private final ConcurrentHashMap<String, Allowance> counts = new ConcurrentHashMap<>();

    public RateLimit(int most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** What is left with this attempt; RateLimitExceeded when it is one too many. */
    public Allowance attempt(String key, Instant now) {
        if (counts.size() >= MAX_KEYS) {
            counts.values().removeIf(count -> count.isOver(now));
        }
        return counts.compute(key, (k, old) -> (old == null ? new Allowance(most, window, now, 0) : old).spend(1, now));
    }
}
