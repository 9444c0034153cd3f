package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.TenantId;

/** What a tenant may see of its contracts. */
@ApplicationScoped
public class Contracts {
    private static final int MOST = 500;

    @Inject
    ContractStore contracts;

    @Inject
    BidStore bids;

    @Inject
    StepStore steps;

    @Inject
    Identities identities;

    public ContractView get(TenantId tenant, UUID id) {
        return view(contracts.get(tenant, id));
    }

    /** Newest first, the first five hundred. */
    public List<ContractLine> of(TenantId tenant, Side side) {
        var found = contracts.of(tenant, side, MOST);
        var counts = bids.counts(tenant, found.stream().map(Contract::id).toList());
        return found.stream()
                .map(contract -> line(contract, counts.getOrDefault(contract.id(), 0L)))
                .toList();
    }

    private ContractLine line(Contract contract, long count) {
        var request = contract.request();
        return new ContractLine(
                contract.id(),
                contract.parties().side(),
                contract.state(),
                contract.parties().requester(),
                handle(contract.parties().requester()),
                contract.parties().provider(),
                contract.parties().provider().map(this::handle),
                request.role(),
                request.cpus(),
                request.mem(),
                request.disk(),
                contract.records().rfp(),
                contract.records().accept(),
                count,
                contract.url(),
                contract.pace().problem(),
                contract.createdAt(),
                contract.changedAt());
    }

    private ContractView view(Contract contract) {
        var chosen = contract.records().bid();
        var received = bids.of(contract.tenant(), contract.id(), MOST).stream()
                .map(bid -> bid.view(
                        identities.handleOf(bid.bidder()),
                        chosen.filter(bid.ref()::equals).isPresent()))
                .toList();
        return new ContractView(
                contract.id(),
                contract.parties().side(),
                contract.state(),
                contract.parties().requester(),
                identities.handleOf(contract.parties().requester()),
                contract.parties().provider(),
                contract.parties().provider().map(this::handle),
                contract.request(),
                contract.records().rfp(),
                chosen,
                contract.records().accept(),
                contract.records().receipt(),
                contract.url(),
                contract.pace().problem(),
                contract.createdAt(),
                contract.changedAt(),
                received,
                steps.of(contract.tenant(), contract.id()));
    }

    private String handle(Did did) {
        return identities.handleOf(did);
    }

    /** How the engines know a contract: by its accept. */
    public static String key(StrongRef accept) {
        return accept.uri().value() + "|" + accept.cid().value();
    }

    static Optional<StrongRef> refOf(String key) {
        var bar = key.indexOf('|');
        return bar < 0
                ? Optional.empty()
                : Optional.of(new StrongRef(new AtUri(key.substring(0, bar)), new Cid(key.substring(bar + 1))));
    }
}
