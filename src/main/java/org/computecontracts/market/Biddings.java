package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.BUILDER_FULL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.UserData;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.computecontracts.wif.Issuer;

/** A provider's bids: whether it can, what it asks, and the records that say so. */
@ApplicationScoped
class Biddings {
    private static final Logger LOG = Logger.getLogger(Biddings.class.getName());

    private static final Duration A_WHILE = Duration.ofMinutes(5);

    @Inject
    ContractStore contracts;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Builders builders;

    @Inject
    TrustGraph trust;

    @Inject
    Issuer issuer;

    @Inject
    Tariffs tariffs;

    @Inject
    Identities identities;

    @Inject
    Peers peers;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** Places the bid, or declines with a reason. Safe to repeat. */
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
            var builder = suitable(contract);
            place(contract, builder);
        } catch (ProblemException e) {
            if (e.isOutage() && e.type() != BUILDER_FULL) {
                throw e;
            }
            contracts.change(provider, id, c -> c.declined(e.detail(), clock.instant()));
        }
    }

    /** Strangers ask as often as they like; what our own server lets us write must do for contracts under way, too. */
    private long publishedBids(TenantId provider) {
        return publications.countBids(provider, clock.instant().minus(Duration.ofHours(1)));
    }

    private Builder suitable(Contract contract) {
        if (trust.of(contract.tenant(), contract.parties().requester()) instanceof Verdict.Denounced denounced) {
            throw MarketProblem.BIDDER_DENOUNCED.because(
                    "%s is denounced: %s", contract.parties().requester().value(), denounced.reason());
        }
        var request = contract.request();
        UserData.parse(request.userData());
        var spec = new MachineSpec(request.cpus(), request.mem(), request.disk(), request.network());
        return builders.roomFor(contract.tenant(), spec)
                .orElseThrow(() ->
                        BUILDER_FULL.because("No builder has room for %d cpus and %s", request.cpus(), request.mem()));
    }

    private void place(Contract contract, Builder builder) {
        var tenant = contract.tenant();
        var did = contract.parties().provider().orElseThrow();
        var rfp = contract.records().rfp().orElseThrow();
        var id = contract.id();
        var terms = tariffs.publish(tenant, id, builder);
        var config =
                publications.publish(tenant, "config " + id, MarketNsid.WIF_SIMPLE, () -> issuer.configRecord(did, id));
        var bid = publications.publishSigned(tenant, "bid " + id, MarketNsid.BID, () -> bid(rfp, terms, config));
        var placed = contracts.change(tenant, id, c -> c.bid(bid.ref(), clock.instant()));
        tell(placed, bid, Terms.of(terms));
        submit(placed, bid);
    }

    private void tell(Contract placed, RepoRecord bid, Terms terms) {
        steps.tell(
                placed,
                Steps.REQUEST,
                placed.parties().requester(),
                "Request from " + identities.handleOf(placed.parties().requester()),
                "role " + placed.request().role(),
                placed.records().rfp().orElseThrow(),
                "record and signature");
        steps.tell(
                placed,
                Steps.BIDS,
                placed.parties().provider().orElseThrow(),
                "Bid placed",
                terms.words(),
                bid.ref(),
                "");
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
