package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.BUILDER_FULL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.UserData;
import org.computecontracts.identity.PdsSessions;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.PaymentSettings;
import org.computecontracts.payment.Wallets;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.computecontracts.wif.Issuer;

/** The provider's side of bidding: offerings, requests seen, bids placed. */
@ApplicationScoped
public class Offers {
    private static final Logger LOG = Logger.getLogger(Offers.class.getName());

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
    PaymentSettings money;

    @Inject
    Wallets wallets;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    Peers peers;

    @Inject
    SeenRecordStore seen;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** Publishes, or refreshes, the one offering of a provider: this is how requesters find it. Open requests are looked at again. */
    public StrongRef offer(TenantId provider) {
        var did = tenants.get(provider).did();
        var offering = Json.object().put("$type", MarketNsid.OFFERING.value());
        offering.put("endpointUrl", settings.endpoint(MarketNsid.MARKET_SERVICE));
        offering.putArray("appliesTo").add(MarketNsid.VM.value());
        var known = pds.list(did, MarketNsid.OFFERING).stream().findFirst();
        offering.put("createdAt", known.map(r -> r.text("createdAt")).orElseGet(publications::now));
        offering.put("refreshedAt", publications.now());
        var rkey = known.map(r -> r.uri().rkey()).orElseGet(() -> Tid.next().value());
        seen.forget(MarketNsid.RFP);
        return pds.put(sessions.of(provider), MarketNsid.OFFERING, rkey, offering);
    }

    /** A request that came by submitRfp or was found by reading: every provider here looks at it, in its own time. */
    public void consider(StrongRef rfp) {
        var request = evidence.fetchSigned(rfp, MarketNsid.RFP);
        for (var provider : tenants.all()) {
            if (!provider.did().equals(request.author()) && hasBuilder(provider.id())) {
                executor.execute(() -> considerAs(provider, request));
            }
        }
    }

    private boolean hasBuilder(TenantId provider) {
        return builders.of(provider).stream().anyMatch(Builder::active);
    }

    private void considerAs(Tenant provider, RepoRecord rfp) {
        try {
            see(provider, rfp).ifPresent(contract -> advance(provider.id(), contract));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} does not bid on {1}: {2}", new Object[] {
                provider.handle().value(), rfp.uri().value(), e.detail()
            });
        }
    }

    private Optional<UUID> see(Tenant provider, RepoRecord rfp) {
        if (contracts.find(provider.id(), Side.PROVIDER, rfp.ref()).isPresent()) {
            return Optional.empty();
        }
        Evidence.sameAuthor(rfp, rfp.strongRef("payload"));
        var vm = evidence.fetch(rfp.strongRef("payload"), MarketNsid.VM);
        var contract = Contract.seen(provider.id(), provider.did(), rfp.ref(), Machines.request(vm), clock.instant());
        return contracts.add(contract) ? Optional.of(contract.id()) : Optional.empty();
    }

    /** Places the bid, or declines with a reason. Safe to repeat. */
    void advance(TenantId provider, UUID id) {
        var contract = contracts.get(provider, id);
        if (contract.state() != ContractState.SEEN) {
            return;
        }
        try {
            var builder = suitable(contract);
            place(contract, builder);
        } catch (ProblemException e) {
            if (e.type().status() >= 500 && e.type() != BUILDER_FULL) {
                throw e;
            }
            contracts.change(provider, id, c -> c.declined(e.detail(), clock.instant()));
        }
    }

    private Builder suitable(Contract contract) {
        if (trust.of(contract.tenant(), contract.requester()) instanceof Verdict.Denounced denounced) {
            throw MarketProblem.BIDDER_DENOUNCED.because(
                    "%s is denounced: %s", contract.requester().value(), denounced.reason());
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
        var did = contract.provider().orElseThrow();
        var rfp = contract.rfp().orElseThrow();
        var id = contract.id();
        var free = !money.hasChain() || builder.price().signum() == 0;
        var terms = free
                ? publications.publishSigned(
                        tenant,
                        "terms " + id,
                        MarketNsid.BIDS_FREE,
                        () -> Json.object()
                                .put("reason", money.hasChain() ? "free of charge" : "no payment chain is configured"))
                : publications.publishSigned(tenant, "terms " + id, MarketNsid.BIDS_X402, () -> x402(tenant, builder));
        var config =
                publications.publish(tenant, "config " + id, MarketNsid.WIF_SIMPLE, () -> issuer.configRecord(did));
        var bid = publications.publishSigned(tenant, "bid " + id, MarketNsid.BID, () -> bid(rfp, terms, config));
        var placed = contracts.change(tenant, id, c -> c.bid(bid.ref(), clock.instant()));
        steps.tell(
                placed,
                Steps.REQUEST,
                placed.requester(),
                "Request from " + identities.handleOf(placed.requester()),
                "role " + placed.request().role(),
                rfp,
                "record and signature");
        steps.tell(
                placed,
                Steps.BIDS,
                did,
                "Bid placed",
                free ? "free" : builder.price().toPlainString() + " " + builder.currency() + " " + builder.frequency(),
                bid.ref(),
                "");
        submit(placed, bid);
    }

    private ObjectNode x402(TenantId tenant, Builder builder) {
        var terms = money.terms(
                builder.price(), builder.currency(), wallets.of(tenant).address());
        return Json.object()
                .put("cost", builder.price().toPlainString())
                .put("currency", builder.currency())
                .put("frequency", builder.frequency())
                .put("prepay", true)
                .put("url", settings.settlement().toString())
                .put("network", terms.network())
                .put("asset", terms.asset())
                .put("payTo", terms.payTo());
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
        var rfp = evidence.fetch(contract.rfp().orElseThrow(), MarketNsid.RFP);
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
