package org.computecontracts.market;

import java.util.List;
import java.util.Optional;

/**
 * All that the network says about one request, whatever dialects it is said in.
 *
 * @param machine what is asked for, where it has a record of its own
 * @param bids a page of them
 * @param bidCount how many there are, as far as they are counted
 * @param nextBids where the bids go on
 * @param happenings what the events tell of
 */
public record DealView(
        Said request,
        ListingState state,
        Optional<Said> machine,
        List<PricedBid> bids,
        int bidCount,
        Optional<String> nextBids,
        List<Said> acceptances,
        List<Said> payments,
        List<Said> paymentReceipts,
        List<Said> receipts,
        List<Said> events,
        List<Said> happenings) {
    /** A bid and what it costs, where that is known. */
    public record PricedBid(Said bid, Optional<Said> price, boolean accepted) {}
}
