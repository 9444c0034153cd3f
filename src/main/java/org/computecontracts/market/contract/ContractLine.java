package org.computecontracts.market.contract;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * One contract in a list of them.
 *
 * @param mem,disk a number and M or G
 * @param bids how many there are
 */
public record ContractLine(
        UUID id,
        Side side,
        ContractState state,
        Did requester,
        String requesterHandle,
        Optional<Did> provider,
        Optional<String> providerHandle,
        String role,
        int cpus,
        String mem,
        String disk,
        Optional<StrongRef> rfp,
        Optional<StrongRef> accept,
        long bids,
        Optional<URI> url,
        Optional<String> problem,
        Instant createdAt,
        Instant changedAt)
        implements ContractOutlook {
    /** Key under which the engines know this contract, on the provider's side: the accept's URI and CID. */
    public Optional<String> key() {
        return accept.map(Contracts::key);
    }
}
