package org.computecontracts.network;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that is followed.
 *
 * @param because what led us to it, in words
 * @param cursor the last event that is stored
 * @param events how many events it has brought
 * @param refused how many of them were refused
 * @param problem what went wrong last
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
        int desynchronised) {}
