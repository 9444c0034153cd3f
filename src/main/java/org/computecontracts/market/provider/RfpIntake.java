package org.computecontracts.market.provider;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.NewBuilder;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.PdsSessions;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.CounterpartStore;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.intake.IntakeStore;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.Machines;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.RequestRules;
import org.computecontracts.payment.chain.PaymentSettings;

/** What providers here offer to everybody, and the requests that they look at. */
@ApplicationScoped
public class RfpIntake {
    private static final Logger LOG = Logger.getLogger(RfpIntake.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    CounterpartStore counterparts;

    @Inject
    BidPlacement bidPlacement;

    @Inject
    RequestRules rules;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Builders builders;

    @Inject
    Tenants tenants;

    @Inject
    Pds pds;

    @Inject
    PdsSessions sessions;

    @Inject
    PaymentSettings money;

    @Inject
    IntakeStore intake;

    @Inject
    MarketSettings settings;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** A builder without an offering is found by nobody, and one whose price nobody can pay takes no part: TERMS_INVALID. */
    public Builder register(TenantId provider, NewBuilder builder) {
        money.requirePayable(builder.price(), builder.currency());
        var registered = builders.register(provider, builder);
        offer(provider);
        return registered;
    }

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
        intake.again(MarketNsid.RFP, clock.instant());
        contracts.hurry(provider, ContractState.SEEN);
        return pds.put(sessions.of(provider), MarketNsid.OFFERING, rkey, offering);
    }

    /**
     * A request that came by submitRfp or was found by reading: every provider here looks at it, in its own time. What can be
     * told at once of those that do not bid, and why: nobody who asks is left without a word.
     */
    public Optional<String> consider(StrongRef rfp) {
        var request = evidence.fetchSigned(rfp, MarketNsid.RFP);
        var providers = tenants.all().stream()
                .filter(provider -> !provider.did().equals(request.author()))
                .filter(provider -> hasBuilder(provider.id()))
                .toList();
        takeIn(
                providers.stream()
                        .filter(provider -> isNew(provider.id(), request))
                        .toList(),
                request);
        return providers.isEmpty() ? Optional.empty() : silence(providers, rfp);
    }

    private void takeIn(List<Tenant> providers, RepoRecord request) {
        if (providers.isEmpty()) {
            return;
        }
        Evidence.sameAuthor(request, request.strongRef("payload"));
        var machine = Machines.request(evidence.fetch(request.strongRef("payload"), MarketNsid.VM));
        providers.forEach(provider -> see(provider, request, machine));
    }

    /** Why none of these bids now; empty when one has, or may. The same however the request came, and how often. */
    private Optional<String> silence(List<Tenant> providers, StrongRef rfp) {
        var known = providers.stream()
                .flatMap(provider -> contracts.find(provider.id(), Side.PROVIDER, rfp).stream())
                .toList();
        if (known.isEmpty()) {
            return Optional.of("No more than %d requests of one account are looked at here within an hour"
                    .formatted(settings.maxRequestsOfOne()));
        }
        if (known.stream().anyMatch(contract -> contract.state().compareTo(ContractState.DECLINED) > 0)) {
            return Optional.empty();
        }
        var open = known.stream()
                .filter(contract -> contract.state() == ContractState.SEEN)
                .toList();
        // Whom its provider denounced, and why, is that provider's to tell
        return open.isEmpty() ? Optional.of("Nobody here bids on it") : hindrance(open);
    }

    private Optional<String> hindrance(List<Contract> seen) {
        var request = seen.getFirst().request();
        try {
            var spec = rules.requireOf(request);
            if (seen.stream().noneMatch(contract -> builders.isLargeEnough(contract.tenant(), spec))) {
                return Optional.of("No builder here is large enough for " + Rooms.words(request));
            }
            return seen.stream().noneMatch(contract -> builders.hasRoom(contract.tenant(), Rooms.key(contract), spec))
                    ? Optional.of("No builder here has room for %s just now; it is looked for again for some time"
                            .formatted(Rooms.words(request)))
                    : Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.detail());
        }
    }

    /** Each request costs us more than whoever asks: of one account there is a limit. */
    private boolean isNew(TenantId provider, RepoRecord rfp) {
        var hourAgo = clock.instant().minus(Duration.ofHours(1));
        return contracts.find(provider, Side.PROVIDER, rfp.ref()).isEmpty()
                && counterparts.countAsked(provider, rfp.author(), hourAgo) < settings.maxRequestsOfOne();
    }

    private boolean hasBuilder(TenantId provider) {
        return builders.of(provider).stream().anyMatch(Builder::active);
    }

    /** Known before anyone is told that it is: who told us does not do so again. */
    private void see(Tenant provider, RepoRecord rfp, NewRfp machine) {
        var contract = Contract.seen(provider.id(), provider.did(), rfp.ref(), machine, clock.instant());
        if (contracts.add(contract)) {
            executor.execute(() -> bid(provider, contract, rfp));
        }
    }

    private void bid(Tenant provider, Contract contract, RepoRecord rfp) {
        try {
            bidPlacement.advance(provider.id(), contract.id());
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} does not bid on {1}: {2}", new Object[] {
                provider.handle().value(), rfp.uri().value(), e.detail()
            });
        }
    }
}
