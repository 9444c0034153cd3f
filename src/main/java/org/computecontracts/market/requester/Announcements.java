package org.computecontracts.market.requester;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.Peers;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;

/**
 * Tells providers of a request as soon as it is published, and while it is open those that come to be known later or have
 * offered anew, by {@code submitRfp}. Whoever cannot be reached finds the request by reading the repository.
 */
@ApplicationScoped
class Announcements {
    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());
    private static final int PAGE = 500;
    private static final int MOST = 2000;
    private static final int MOST_WORDS = 300;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Inject
    ContractStore contracts;

    @Inject
    Network network;

    @Inject
    Peers peers;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    void announceSoon(TenantId tenant, UUID id) {
        executor.execute(() -> announce(tenant, id));
    }

    void announce(TenantId tenant, UUID id) {
        var contract = contracts.get(tenant, id);
        var now = clock.instant();
        var before = contract.announcedAt().orElse(Instant.EPOCH);
        if (contract.state() != ContractState.OPEN || now.isBefore(before.plus(PAUSE))) {
            return;
        }
        // Told twice is fine, not at all is not: what was seen just then may not have been to be read yet
        tell(contract, offerings(before.minus(PAUSE)));
        contracts.change(tenant, id, c -> c.announced(now));
    }

    /** One for each endpoint, of those that were seen since then. */
    private Collection<RepoRecord> offerings(Instant since) {
        var byEndpoint = new LinkedHashMap<String, RepoRecord>();
        var page = network.page(RecordFilter.of(MarketNsid.OFFERING), null, PAGE);
        while (true) {
            page.records().stream()
                    .filter(seen -> seen.seenAt().isAfter(since))
                    .map(SeenRecord::record)
                    .filter(Announcements::appliesToMachines)
                    .forEach(offering -> byEndpoint.putIfAbsent(offering.text("endpointUrl"), offering));
            if (page.next().isEmpty() || byEndpoint.size() >= MOST) {
                return byEndpoint.values();
            }
            page = network.page(
                    RecordFilter.of(MarketNsid.OFFERING), page.next().get(), PAGE);
        }
    }

    /** All at once: one that is slow to answer must not keep the others from bidding. */
    private void tell(Contract contract, Collection<RepoRecord> offerings) {
        try {
            executor.invokeAll(offerings.stream()
                    .map(offering -> Executors.callable(() -> tell(contract, offering)))
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why there is no bid from there, in their own words, of which only so many are shown. */
    private void silent(Contract contract, RepoRecord offering, String why) {
        var withheld = StepKind.BID_WITHHELD.on(offering.author().value());
        steps.tell(
                contract,
                offering.author(),
                withheld.with(Fact.REASON, why.substring(0, Math.min(MOST_WORDS, why.length()))));
    }

    private static boolean appliesToMachines(RepoRecord offering) {
        for (var nsid : offering.json().path("appliesTo")) {
            if (nsid.asText().equals(MarketNsid.VM.value())) {
                return offering.optionalText("endpointUrl").isPresent();
            }
        }
        return false;
    }

    private void tell(Contract contract, RepoRecord offering) {
        var rfp = contract.records().rfp().orElseThrow();
        try {
            var answer = peers.call(
                    contract.tenant(),
                    offering.text("endpointUrl"),
                    MarketNsid.SUBMIT_RFP,
                    Json.object()
                            .put("rfpUri", rfp.uri().value())
                            .put("rfpCid", rfp.cid().value()));
            Optional.ofNullable(answer.path("note").textValue()).ifPresent(why -> silent(contract, offering, why));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} did not take {1}: {2}", new Object[] {
                offering.uri().value(), rfp.uri().value(), e.detail()
            });
        }
    }
}
