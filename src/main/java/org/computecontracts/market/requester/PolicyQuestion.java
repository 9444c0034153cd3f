package org.computecontracts.market.requester;

import java.util.ArrayList;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.protocol.Terms;
import org.computecontracts.trust.BidFacts;

/** What the policy is asked about a bid. */
final class PolicyQuestion {
    private PolicyQuestion() {}

    static BidFacts of(Contract contract, ReceivedBid bid) {
        var terms = Terms.of(bid.terms());
        var request = contract.request();
        var others = new ArrayList<StrongRef>();
        bid.config().ifPresent(config -> others.add(config.ref()));
        return new BidFacts(
                contract.records().rfp().orElseThrow(),
                bid.ref(),
                bid.bidder(),
                bid.terms().ref(),
                terms.cost(),
                terms.currency(),
                terms.frequency(),
                terms.prepay(),
                request.cpus(),
                Optional.ofNullable(request.region()).orElse(""),
                others);
    }
}
