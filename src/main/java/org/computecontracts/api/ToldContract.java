package org.computecontracts.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.contract.Bid;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.portal.timeline.ToldStep;

/**
 * All of a {@link ContractView}, with words for its steps; spelled out, so that OpenAPI describes what is answered.
 *
 * @param well whether it is as it was asked for
 */
public record ToldContract(
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
        List<ToldStep> steps,
        boolean well) {
    static ToldContract of(ContractView contract, List<ToldStep> steps) {
        return new ToldContract(
                contract.id(),
                contract.side(),
                contract.state(),
                contract.requester(),
                contract.requesterHandle(),
                contract.provider(),
                contract.providerHandle(),
                contract.request(),
                contract.rfp(),
                contract.bid(),
                contract.accept(),
                contract.receipt(),
                contract.url(),
                contract.problem(),
                contract.createdAt(),
                contract.changedAt(),
                contract.bids(),
                steps,
                contract.isWell());
    }
}
