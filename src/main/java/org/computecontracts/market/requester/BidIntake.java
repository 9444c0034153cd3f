package org.computecontracts.market.requester;

import static org.computecontracts.market.protocol.MarketProblem.NOT_OUR_CONTRACT;
import static org.computecontracts.market.protocol.MarketProblem.RFP_NOT_OPEN;
import static org.computecontracts.market.protocol.MarketProblem.TOO_MANY_BIDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.BidStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractLocks;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Terms;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.trust.Policies;

/** Takes in bids on own requests: verifies each with its terms, has the policy decide, keeps both. */
@ApplicationScoped
public class BidIntake {
    @Inject
    ContractStore contracts;

    @Inject
    BidStore bids;

    @Inject
    Evidence evidence;

    @Inject
    Identities identities;

    @Inject
    Policies policies;

    @Inject
    Tenants tenants;

    @Inject
    PaymentSettings money;

    @Inject
    MarketSettings settings;

    @Inject
    ContractLocks contractLocks;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /** By submitBid, or found by reading: the same bid twice is one bid. Nothing said beside the record is believed. */
    public void receive(StrongRef ref) {
        var bid = evidence.fetch(ref, MarketNsid.BID);
        var contract = wanting(bid);
        if (contract.isPresent()) {
            evidence.requireSigned(bid);
            keep(contract.get(), bid);
        }
    }

    /** As the network's view has it: what there is no room for costs its sender a record, and nobody is asked about it. */
    public void consider(RepoRecord seen) {
        if (wanting(seen).isPresent()) {
            receive(seen.ref());
        }
    }

    /** The request that it answers, when there is room; empty when the bid is there already. */
    private Optional<Contract> wanting(RepoRecord bid) {
        var contract = contract(bid.strongRef("rfp"));
        if (bids.find(contract.tenant(), bid.ref()).isPresent()) {
            return Optional.empty();
        }
        requireRoom(contract, bid.author());
        return Optional.of(contract);
    }

    private Contract contract(StrongRef rfp) {
        var tenant = tenants.find(rfp.uri().authority())
                .orElseThrow(() -> NOT_OUR_CONTRACT.because(
                        "%s is nobody's request here", rfp.uri().value()))
                .id();
        return contracts
                .find(tenant, Side.REQUESTER, rfp)
                .filter(c -> c.records().rfp().filter(rfp::equals).isPresent())
                .orElseThrow(() -> NOT_OUR_CONTRACT.because(
                        "No request %s with CID %s",
                        rfp.uri().value(), rfp.cid().value()));
    }

    /** Both limits hold whoever bids how often: a flood costs its sender records, and us no more than this. */
    private void requireRoom(Contract contract, Did bidder) {
        var tenant = contract.tenant();
        if (contract.state() != ContractState.OPEN || bids.count(tenant, contract.id()) >= settings.maxBids()) {
            throw RFP_NOT_OPEN.because(
                    "%s takes no more bids",
                    contract.records().rfp().orElseThrow().uri().value());
        }
        if (bids.countBy(tenant, contract.id(), bidder) >= settings.maxBidsOfOne()) {
            throw TOO_MANY_BIDS.because(
                    "%s has %d bids on this request already", bidder.value(), settings.maxBidsOfOne());
        }
    }

    private void keep(Contract contract, RepoRecord bid) {
        var payload = bid.strongRef("payload");
        Evidence.sameAuthor(bid, payload);
        var terms = payload.uri().collection().equals(MarketNsid.BIDS_FREE)
                ? evidence.fetch(payload, MarketNsid.BIDS_FREE)
                : evidence.fetchSigned(payload, MarketNsid.BIDS_X402);
        var config = bid.optionalRef("config").or(() -> bid.optionalRef("bidConfig"));
        config.ifPresent(ref -> Evidence.sameAuthor(bid, ref));
        var known = config.map(ref -> evidence.fetch(ref, MarketNsid.WIF_SIMPLE));
        Terms.of(terms).requireUsable(money);
        known.ifPresent(found -> Grants.of(contract, found));
        var received =
                new ReceivedBid(contract.tenant(), contract.id(), bid, terms, known.orElse(null), clock.instant());
        // Known by the time that a rule wants it: nobody is asked within the turn
        identities.handleOf(received.bidder());
        if (contractLocks.take(contract.id(), () -> admit(contract, received))) {
            tell(contract, received);
        }
    }

    /** One at a time for each request: the limits hold, and the policy is asked no faster than it answers. */
    private boolean admit(Contract contract, ReceivedBid received) {
        var tenant = contract.tenant();
        requireRoom(contracts.get(tenant, contract.id()), received.bidder());
        var decision = policies.decide(tenant, PolicyQuestion.of(contract, received));
        received.judged(decision.allow(), decision.reason(), decision.rule());
        return bids.add(tenant, received);
    }

    /** Not within the turn: whose the key is is asked of the bidder's server, which may be slow. */
    private void tell(Contract contract, ReceivedBid bid) {
        var received = StepKind.BID_RECEIVED.of(bid.ref()).priced(Terms.of(bid.terms()));
        steps.tell(contract, bid.bidder(), received.checked(evidence.checks(bid.bid())));
        tellVerdict(contract, bid);
        events.fireAsync(new MarketEvent.BidReceived(contract.tenant(), contract.id(), bid.ref()));
    }

    /** Asks the policy again, at this moment: a bidder may have been denounced since the bid came in. */
    public ReceivedBid judgedNow(Contract contract, StrongRef ref) {
        var bid = bids.get(contract.tenant(), ref);
        var decision = policies.decide(contract.tenant(), PolicyQuestion.of(contract, bid));
        var judged = bids.change(
                contract.tenant(), ref, b -> b.judged(decision.allow(), decision.reason(), decision.rule()));
        tellVerdict(contract, judged);
        return judged;
    }

    /** Each one that is another than the one before. */
    private void tellVerdict(Contract contract, ReceivedBid bid) {
        var kind = bid.isAllowed() ? StepKind.BID_ALLOWED : StepKind.BID_REFUSED;
        var verdict = kind.of(bid.ref())
                .on("verdict " + bid.verdicts())
                .with(Fact.ACCOUNT, bid.bidder().value())
                .with(Fact.REASON, bid.reason())
                .with(Fact.RULE, bid.rule());
        steps.tell(contract, contract.parties().requester(), verdict);
    }

    public ReceivedBid get(TenantId tenant, StrongRef ref) {
        return bids.get(tenant, ref);
    }
}
