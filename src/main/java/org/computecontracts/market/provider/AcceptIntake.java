package org.computecontracts.market.provider;

import static org.computecontracts.market.protocol.MarketProblem.NOT_OUR_BID;
import static org.computecontracts.market.protocol.MarketProblem.WRONG_AUTHOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.BuildOrder;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;

/** Takes in accepts of own bids, and holds room for them. */
@ApplicationScoped
public class AcceptIntake {
    @Inject
    ContractStore contracts;

    @Inject
    Rooms rooms;

    @Inject
    Evidence evidence;

    @Inject
    Tenants tenants;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

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
    public Contract receive(StrongRef ref) {
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
        steps.tell(accepted, accept.author(), StepKind.ACCEPT_RECEIVED.of(ref).checked(evidence.checks(accept)));
        events.fireAsync(new MarketEvent.ContractMoved(contract.tenant(), accepted.id()));
        return accepted;
    }
}
