package org.computecontracts.wif;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often a workload asks, counted by the minute on this node. */
@ApplicationScoped
class RateLimits {
    private static final int MOST_ENTRIES = 10_000;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    private record Count(long minute, int times) {}

    boolean allow(String who) {
        var minute = clock.instant().getEpochSecond() / 60;
        if (counts.size() > MOST_ENTRIES) {
            counts.values().removeIf(count -> count.minute() < minute);
        }
        var count = counts.merge(
                who,
                new Count(minute, 1),
                (seen, one) -> seen.minute() == minute ? new Count(minute, seen.times() + 1) : one);
        return count.times() <= settings.perMinute();
    }
}
