package org.computecontracts.appview.listing;

import java.time.Instant;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * A request seen on the network. Sizes are as its author wrote them; empty, or 0 for the cpus, where they are left out.
 *
 * @param reason why it is not open; empty when it is
 * @param payloadKind the collection of what is asked for
 */
public record Listing(
        StrongRef rfp,
        Did author,
        String handle,
        Dialect dialect,
        ListingState state,
        String reason,
        String payloadKind,
        String role,
        int cpus,
        String mem,
        String disk,
        String network,
        String country,
        String region,
        Instant publishedAt) {
    public boolean isOpen() {
        return state == ListingState.OPEN;
    }
}
