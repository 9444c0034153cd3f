package org.computecontracts.market.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** A bid on an own request, with what the policy said of it. */
public record Bid(
        StrongRef ref,
        Did bidder,
        String handle,
        StrongRef terms,
        Optional<StrongRef> config,
        BigDecimal cost,
        String currency,
        String frequency,
        boolean prepay,
        boolean allowed,
        String reason,
        String rule,
        boolean accepted,
        Instant receivedAt) {
    public boolean isFree() {
        return cost.signum() == 0;
    }
}
