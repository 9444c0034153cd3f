package org.computecontracts.network.host;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that is followed.
 *
 * @param because what led us to it, in words
 * @param cursor the last event that is stored
 * @param events how many events it has brought
 * @param refused how many of them were refused
 * @param problem what went wrong last
 * @param rate events a second, smoothed over a minute, as of the last one
 * @param eventTime when the last event happened, by the host's clock
 */
public record NetworkHost(
        URI url,
        HostKind kind,
        FollowReason reason,
        String because,
        HostState state,
        @Nullable Long cursor,
        long events,
        long refused,
        @Nullable String problem,
        @Nullable Instant problemAt,
        @Nullable Instant connectedAt,
        @Nullable Instant lastEventAt,
        @Nullable Instant eventTime,
        @Nullable Instant polledAt,
        Instant followedAt,
        int repos,
        int desynchronised,
        double rate) {
    private static final double SMOOTHING_SECONDS = 60;

    /** Whether the last problem is of this connection, or of there being none. */
    public boolean isTroubled() {
        return problemAt != null
                && (state != HostState.CONNECTED || connectedAt == null || problemAt.isAfter(connectedAt));
    }

    /** Events a second of about the last minute. */
    public double perSecond(Instant now) {
        return lastEventAt == null
                ? 0
                : rate * Math.exp(-Duration.between(lastEventAt, now).toMillis() / 1000.0 / SMOOTHING_SECONDS);
    }

    /** From the last event's happening, by the host's clock, to our having stored it. */
    public Optional<Duration> lag() {
        return lastEventAt == null || eventTime == null
                ? Optional.empty()
                : Optional.of(Duration.between(eventTime, lastEventAt))
                        .map(lag -> lag.isNegative() ? Duration.ZERO : lag);
    }
}
