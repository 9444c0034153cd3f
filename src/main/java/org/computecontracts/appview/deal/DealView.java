package org.computecontracts.appview.deal;

import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.appview.listing.ListingState;

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
        DealRecord request,
        ListingState state,
        Optional<DealRecord> machine,
        List<PricedBid> bids,
        int bidCount,
        Optional<String> nextBids,
        List<DealRecord> acceptances,
        List<DealRecord> payments,
        List<DealRecord> paymentReceipts,
        List<DealRecord> receipts,
        List<DealRecord> events,
        List<DealRecord> happenings) {
    /** A bid and what it costs, where that is known. */
    public record PricedBid(DealRecord bid, Optional<DealRecord> price, boolean accepted) {}
}
