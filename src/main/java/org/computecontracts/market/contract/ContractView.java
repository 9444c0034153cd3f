package org.computecontracts.market.contract;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.protocol.NewRfp;

/** Everything about one contract that its tenant may see. */
public record ContractView(
        UUID id,
        Side side,
        ContractState state,
        Did requester,
        String requesterHandle,
        Optional<Did> provider,
        Optional<String> providerHandle,
        NewRfp request,
        Optional<StrongRef> rfp,
        Optional<StrongRef> bid,
        Optional<StrongRef> accept,
        Optional<StrongRef> receipt,
        Optional<URI> url,
        Optional<String> problem,
        Instant createdAt,
        Instant changedAt,
        List<Bid> bids,
        List<Step> steps)
        implements ContractOutlook {
    /** Key under which the engines know this contract, on the provider's side: the accept's URI and CID. */
    public Optional<String> key() {
        return accept.map(Contracts::key);
    }
}
