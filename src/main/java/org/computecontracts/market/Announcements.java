package org.computecontracts.market;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.network.Network;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.SeenRecord;

/**
 * Tells providers of a request as soon as it is published: every account with an offering for machines is asked once, by
 * {@code submitRfp}. Whoever cannot be reached finds the request by reading the repository.
 */
@ApplicationScoped
class Announcements {
    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());
    private static final int PAGE = 500;
    private static final int MOST = 2000;

    @Inject
    ContractStore contracts;

    @Inject
    Network network;

    @Inject
    Peers peers;

    @Resource
    ManagedExecutorService executor;

    void announceSoon(TenantId tenant, UUID id) {
        executor.execute(() -> announce(tenant, id));
    }

    void announce(TenantId tenant, UUID id) {
        var contract = contracts.get(tenant, id);
        if (contract.state() != ContractState.OPEN || contract.isAnnounced()) {
            return;
        }
        tell(contract, offerings());
        contracts.change(tenant, id, Contract::announced);
    }

    /** One for each endpoint. */
    private Collection<RepoRecord> offerings() {
        var byEndpoint = new LinkedHashMap<String, RepoRecord>();
        var page = network.page(RecordFilter.of(MarketNsid.OFFERING), null, PAGE);
        while (true) {
            page.records().stream()
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
            peers.call(
                    contract.tenant(),
                    offering.text("endpointUrl"),
                    MarketNsid.SUBMIT_RFP,
                    Json.object()
                            .put("rfpUri", rfp.uri().value())
                            .put("rfpCid", rfp.cid().value()));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} did not take {1}: {2}", new Object[] {
                offering.uri().value(), rfp.uri().value(), e.detail()
            });
        }
    }
}
