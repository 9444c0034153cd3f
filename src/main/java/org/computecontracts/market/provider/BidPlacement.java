package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Peers;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.RequestRules;
import org.computecontracts.market.protocol.Terms;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.computecontracts.wif.Issuer;

/** A provider's bids: whether it can, what it asks, and the records that say so. */
@ApplicationScoped
class BidPlacement {
    private static final Logger LOG = Logger.getLogger(BidPlacement.class.getName());

    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    @Inject
    ContractStore contracts;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Rooms rooms;

    @Inject
    RequestRules rules;

    @Inject
    TrustGraph trust;

    @Inject
    Issuer issuer;

    @Inject
    BidTerms bidTerms;

    @Inject
    Peers peers;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** Places the bid, waits for room, or declines with a reason. Safe to repeat. */
    void advance(TenantId provider, UUID id) {
        var contract = contracts.get(provider, id);
        if (contract.state() != ContractState.SEEN) {
            return;
        }
        if (publishedBids(provider) >= settings.maxBidsAnHour()) {
            contracts.lookAgain(contract, A_WHILE);
            return;
        }
        try {
            require(contract);
            rooms.hold(contract, ground(contract))
                    .ifPresentOrElse(builder -> place(contract, builder), () -> awaitRoom(contract));
        } catch (ProblemException e) {
            if (e.isOutage()) {
                throw e;
            }
            contracts.change(provider, id, c -> c.declined(e.detail(), clock.instant()));
            rooms.release(contract);
        }
    }

    /** Strangers ask as often as they like; what our own server lets us write must do for contracts under way, too. */
    private long publishedBids(TenantId provider) {
        return publications.countBids(provider, clock.instant().minus(Duration.ofHours(1)));
    }

    /** A bid that may be out has the price of one builder. */
    private Ground ground(Contract contract) {
        return publications.isBegun(contract.tenant(), "bid " + contract.id()) ? Ground.OFFERED : Ground.NONE;
    }

    private void require(Contract contract) {
        if (trust.of(contract.tenant(), contract.parties().requester()) instanceof Verdict.Denounced denounced) {
            throw MarketProblem.BIDDER_DENOUNCED.because(
                    "%s is denounced: %s", contract.parties().requester().value(), denounced.reason());
        }
        rules.requireOf(contract.request());
        var rfp = contract.records().rfp().orElseThrow();
        if (evidence.isGone(rfp)) {
            throw MarketProblem.RFP_NOT_OPEN.because(
                    "%s was taken back", rfp.uri().value());
        }
        if (evidence.isAwarded(rfp)) {
            throw MarketProblem.RFP_NOT_OPEN.because(
                    "Another bid on %s was accepted", rfp.uri().value());
        }
    }

    /** Machines end, and builders are registered: who has no room now may have it while the request is still open. */
    private void awaitRoom(Contract contract) {
        var age = Duration.between(contract.createdAt(), clock.instant());
        var next = clock.instant().plus(age.dividedBy(10)).plus(A_MOMENT);
        var full = rooms.full(contract);
        contracts.change(contract.tenant(), contract.id(), c -> c.awaitsRoom(full.detail(), next));
    }

    private void place(Contract contract, Builder builder) {
        var tenant = contract.tenant();
        var did = contract.parties().provider().orElseThrow();
        var rfp = contract.records().rfp().orElseThrow();
        var id = contract.id();
        var terms = bidTerms.publish(tenant, id, builder);
        var config =
                publications.publish(tenant, "config " + id, MarketNsid.WIF_SIMPLE, () -> issuer.configRecord(did, id));
        var bid = publications.publishSigned(tenant, "bid " + id, MarketNsid.BID, () -> bid(rfp, terms, config));
        var asked = Terms.of(terms);
        var placed = contracts.change(tenant, id, c -> c.bid(bid.ref(), asked.period(), clock.instant()));
        tell(placed, bid, asked);
        submit(placed, bid);
    }

    private void tell(Contract placed, RepoRecord bid, Terms terms) {
        var seen = StepKind.REQUEST_SEEN
                .of(placed.records().rfp().orElseThrow())
                .with(Fact.ROLE, placed.request().role());
        steps.tell(placed, placed.parties().requester(), seen.checked(Check.RECORD, Check.SIGNATURE));
        steps.tell(
                placed,
                placed.parties().provider().orElseThrow(),
                StepKind.BID_PLACED.of(bid.ref()).priced(terms));
    }

    private ObjectNode bid(StrongRef rfp, RepoRecord terms, RepoRecord config) {
        var bid = Json.object();
        bid.set("rfp", rfp.toJson());
        bid.set("payload", terms.ref().toJson());
        bid.set("config", config.ref().toJson());
        bid.set("bidConfig", config.ref().toJson());
        return bid.put("submitAccept", settings.endpoint(MarketNsid.MARKET_SERVICE));
    }

    /** The record is out; the call only hurries it. */
    private void submit(Contract contract, RepoRecord bid) {
        var rfp = evidence.fetch(contract.records().rfp().orElseThrow(), MarketNsid.RFP);
        var endpoint = rfp.optionalText("submitBid");
        if (endpoint.isEmpty()) {
            return;
        }
        var input =
                Json.object().put("uri", bid.uri().value()).put("cid", bid.cid().value());
        input.set("record", bid.json());
        try {
            peers.call(contract.tenant(), endpoint.get(), MarketNsid.SUBMIT_BID, input);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "submitBid to {0}: {1}", new Object[] {endpoint.get(), e.detail()});
        }
    }
}
