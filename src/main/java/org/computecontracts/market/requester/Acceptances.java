package org.computecontracts.market.requester;

import static org.computecontracts.market.protocol.MarketProblem.BIDDER_DENOUNCED;
import static org.computecontracts.market.protocol.MarketProblem.BID_REFUSED_BY_POLICY;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;

/** Accepts bids: the award, then the right and the record that says so. */
@ApplicationScoped
public class Acceptances {
    @Inject
    ContractStore contracts;

    @Inject
    BidIntake bids;

    @Inject
    Counterparties counterparties;

    @Inject
    Evidence evidence;

    @Inject
    Publications publications;

    @Inject
    TrustGraph trust;

    @Inject
    Grants grants;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /** Chooses a bid. Trust and policy are asked now, not when the bid came in; the rest goes on by itself. */
    public void accept(TenantId tenant, UUID id, StrongRef ref) {
        var contract = contracts.get(tenant, id);
        var bid = bids.judgedNow(contract, ref);
        if (!bid.contract().equals(id)) {
            throw MarketProblem.BID_NOT_FOUND.because(
                    "%s is a bid on another request", ref.uri().value());
        }
        if (trust.of(tenant, bid.bidder()) instanceof Verdict.Denounced) {
            throw BIDDER_DENOUNCED.because("%s", bid.reason());
        }
        if (!bid.isAllowed()) {
            throw BID_REFUSED_BY_POLICY.because("%s", bid.reason());
        }
        counterparties.requireThere(bid);
        grants.requireAlone(contract, bid);
        contracts.change(tenant, id, c -> c.award(ref, bid.bidder(), clock.instant()));
        events.fireAsync(new MarketEvent.ContractMoved(tenant, id));
    }

    /** Writes the role, then the accept: the workload may come as soon as the accept is there. Safe to repeat. */
    public void write(Contract contract) {
        var tenant = contract.tenant();
        var bid = bids.get(tenant, contract.records().bid().orElseThrow());
        if (publications.written(tenant, "accept " + contract.id()).isEmpty()) {
            counterparties.requireThere(bid);
        }
        grants.write(contract);
        if (contracts.get(tenant, contract.id()).state() != ContractState.AWARDED) {
            return;
        }
        var accept = publications.publishSigned(
                tenant, "accept " + contract.id(), MarketNsid.ACCEPT, () -> acceptOf(contract));
        var accepted = contracts.change(tenant, contract.id(), c -> c.accepted(accept.ref(), clock.instant()));
        var written = StepKind.ACCEPT_WRITTEN
                .of(accept.ref())
                .with(Fact.ACCOUNT, bid.bidder().value())
                .with(Fact.REASON, bid.reason());
        steps.tell(accepted, accepted.parties().requester(), written.checked(evidence.checks(accept)));
    }

    private ObjectNode acceptOf(Contract contract) {
        var accept = Json.object();
        accept.set("rfp", contract.records().rfp().orElseThrow().toJson());
        accept.set("bid", contract.records().bid().orElseThrow().toJson());
        return accept.put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE));
    }
}
