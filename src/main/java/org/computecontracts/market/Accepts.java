package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.BIDDER_DENOUNCED;
import static org.computecontracts.market.MarketProblem.BID_REFUSED_BY_POLICY;
import static org.computecontracts.market.MarketProblem.NOT_OUR_BID;
import static org.computecontracts.market.MarketProblem.WRONG_AUTHOR;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.BuildOrder;
import org.computecontracts.identity.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;

/** Accepts bids as a requester, and takes in accepts as a provider. */
@ApplicationScoped
public class Accepts {
    @Inject
    ContractStore contracts;

    @Inject
    Bids bids;

    @Inject
    Counterparties counterparties;

    @Inject
    Rooms rooms;

    @Inject
    Evidence evidence;

    @Inject
    Publications publications;

    @Inject
    TrustGraph trust;

    @Inject
    Grants grants;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

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
        events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
    }

    /** Writes the role, then the accept: the workload may come as soon as the accept is there. Safe to repeat. */
    void write(Contract contract) {
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
        steps.tell(
                accepted,
                Steps.ACCEPT,
                accepted.parties().requester(),
                "Accepted the bid of " + identities.handleOf(bid.bidder()),
                bid.reason(),
                accept.ref(),
                evidence.words(accept));
    }

    private ObjectNode acceptOf(Contract contract) {
        var accept = Json.object();
        accept.set("rfp", contract.records().rfp().orElseThrow().toJson());
        accept.set("bid", contract.records().bid().orElseThrow().toJson());
        return accept.put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE));
    }

    /** The contract whose bid this accepts. Nothing is taken in, and nothing but the signature checked. */
    Contract bidFor(StrongRef ref) {
        return bidFor(evidence.fetchSigned(ref, MarketNsid.ACCEPT));
    }

    private Contract bidFor(RepoRecord accept) {
        var bid = accept.strongRef("bid");
        var provider = tenants.find(bid.uri().authority())
                .orElseThrow(() ->
                        NOT_OUR_BID.because("%s is nobody's bid here", bid.uri().value()));
        return contracts.ofBid(provider.id(), bid);
    }

    /**
     * Takes in an accept of one of our own bids: by submitAccept, by the settlement URL, or found by reading. Checks of
     * the market protocol, section 2; the same accept twice is one accept, another one for the bid is refused.
     */
    Contract receive(StrongRef ref) {
        if (Contracts.key(ref).length() > BuildOrder.MOST_KEY) {
            throw MarketProblem.RECORD_INVALID.because(
                    "The address of this accept is longer than anything is built for");
        }
        var accept = evidence.fetchSigned(ref, MarketNsid.ACCEPT);
        var bid = accept.strongRef("bid");
        var contract = bidFor(accept);
        if (contract.records().accept().filter(ref::equals).isPresent()) {
            return contract;
        }
        Evidence.same(
                "accept.rfp", accept.strongRef("rfp"), contract.records().rfp().orElseThrow());
        if (!accept.author().equals(contract.parties().requester())) {
            throw WRONG_AUTHOR.because(
                    "%s did not write the request that %s accepts a bid for",
                    accept.author().value(), ref.uri().value());
        }
        evidence.fetchSigned(contract.records().rfp().orElseThrow(), MarketNsid.RFP);
        if (contract.state() != ContractState.BID && !contract.state().isBinding()) {
            throw MarketProblem.RFP_NOT_OPEN.because("%s is %s", bid.uri().value(), contract.state());
        }
        if (contract.state() == ContractState.BID) {
            rooms.require(contract);
        }
        var accepted = contracts.change(contract.tenant(), contract.id(), c -> c.accepted(ref, clock.instant()));
        steps.tell(
                accepted,
                Steps.ACCEPT,
                accept.author(),
                "Our bid was accepted",
                "by " + identities.handleOf(accept.author()),
                ref,
                evidence.words(accept));
        events.fireAsync(new MarketEvent.ContractChanged(contract.tenant(), accepted.id()));
        return accepted;
    }
}
