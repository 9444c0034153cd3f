package org.computecontracts.market;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;

/**
 * Tells providers of a request as soon as it is published: every account with an offering for machines is asked once, by
 * {@code submitRfp}. Whoever cannot be reached finds the request by reading the repository.
 */
@ApplicationScoped
class Announcements {
    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    Hosts hosts;

    @Inject
    Pds pds;

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
        for (var repo : hosts.reposWith(MarketNsid.OFFERING)) {
            for (var offering : offeringsOf(repo)) {
                if (appliesToMachines(offering)) {
                    byEndpoint.putIfAbsent(offering.text("endpointUrl"), offering);
                }
            }
        }
        return byEndpoint.values();
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

    private Iterable<RepoRecord> offeringsOf(Did repo) {
        try {
            return pds.list(repo, MarketNsid.OFFERING);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "No offerings read from {0}: {1}", new Object[] {repo.value(), e.detail()});
            return List.of();
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
        var rfp = contract.rfp().orElseThrow();
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
