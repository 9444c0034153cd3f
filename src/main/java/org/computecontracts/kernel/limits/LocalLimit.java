package org.computecontracts.kernel.limits;

import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * How often each caller may have a node do something, counted by that node in its memory: for what protects the node itself,
 * and is asked so often that counting it in the database would cost more than the work.
 */
public final class LocalLimit {
    private static final int MOST_KEYS = 100_000;

    private final Quota quota;
    private final Supplier<Clock> clock;
    private final LoadingCache<String, Bucket> buckets;

    public LocalLimit(Quota quota, Supplier<Clock> clock) {
        this.quota = quota;
        this.clock = clock;
        // Who did not ask for a window has the whole quota again
        this.buckets = Caches.caffeine(clock)
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(quota.window())
                .build(key -> bucket());
    }

    private Bucket bucket() {
        return Bucket.builder()
                .withCustomTimePrecision(new ClockReading(clock))
                .addLimit(quota.bandwidth())
                .build();
    }

    public Attempt take(String key) {
        var now = clock.get().instant();
        return quota.isNone()
                ? quota.unlimited(now)
                : quota.attempt(buckets.get(key).tryConsumeAndReturnRemaining(1), now);
    }
}
