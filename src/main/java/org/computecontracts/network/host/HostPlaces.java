package org.computecontracts.network.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who makes room when the places for hosts that strangers name are all taken. So none of them can keep others out: one that
 * only asked for itself yields to whoever comes, and no site keeps more places than the others.
 */
record HostPlaces(List<Followed> taken, Instant now) {
    /** As long as it takes to read what a host has and to find that something names it. */
    private static final Duration TRIAL = Duration.ofMinutes(10);

    HostPlaces {
        taken = List.copyOf(taken);
    }

    /** The host whose place this one gets; none when it is to be refused. */
    Optional<Followed> yieldedTo(Followed newcomer) {
        var crowds = taken.stream().collect(Collectors.groupingBy(Followed::site, Collectors.counting()));
        return taken.stream()
                .filter(one -> isOnlyAsking(one) || !newcomer.reason().isWeak() || isCrowd(one, newcomer, crowds))
                .min(Comparator.comparing((Followed one) -> !isOnlyAsking(one))
                        .thenComparing(one -> -crowds.getOrDefault(one.site(), 0L))
                        .thenComparing(Followed::namedAt));
    }

    private boolean isOnlyAsking(Followed one) {
        return one.reason() == FollowReason.CRAWL
                && one.followedAt().plus(TRIAL).isBefore(now);
    }

    private static boolean isCrowd(Followed one, Followed newcomer, Map<String, Long> crowds) {
        return crowds.getOrDefault(one.site(), 0L) > crowds.getOrDefault(newcomer.site(), 0L) + 1;
    }
}
