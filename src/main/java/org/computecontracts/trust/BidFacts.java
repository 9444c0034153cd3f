package org.computecontracts.trust;

import java.math.BigDecimal;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * What a policy decides on: the plain facts of one bid.
 *
 * @param cost per frequency, in units of the currency
 * @param others further records the decision rests on
 */
public record BidFacts(
        StrongRef rfp,
        StrongRef bid,
        Did bidder,
        StrongRef terms,
        BigDecimal cost,
        String currency,
        String frequency,
        boolean prepay,
        int cpus,
        String location,
        List<StrongRef> others) {
    public BidFacts {
        others = List.copyOf(others);
    }
}
