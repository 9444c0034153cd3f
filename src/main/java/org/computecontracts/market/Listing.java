package org.computecontracts.market;

import java.time.Instant;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * A request seen on the network.
 *
 * @param awarded whether an accept for it has been seen
 */
public record Listing(
        StrongRef rfp,
        Did author,
        String handle,
        String role,
        int cpus,
        String mem,
        String disk,
        String network,
        String region,
        Instant publishedAt,
        boolean awarded) {}
