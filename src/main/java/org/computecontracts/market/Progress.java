package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.identity.Tenants;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.wif.WifEvent;

/** Takes a contract further, from wherever it is. An event only hurries it; {@link ProgressTimer} makes sure. */
@ApplicationScoped
class Progress {
    private static final Logger LOG = Logger.getLogger(Progress.class.getName());
    private static final int MOST_ATTEMPTS = 60;

    @Inject
    ContractStore contracts;

    @Inject
    RequesterSide requesterSide;

    @Inject
    ProviderSide providerSide;

    @Inject
    Counterparties counterparties;

    @Inject
    Tenants tenants;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    /** Goes on as long as the contract moves. Two at once would be safe, but wasteful. */
    void advance(TenantId tenant, UUID id) {
        if (!busy.add(id)) {
            return;
        }
        try {
            for (var before = contracts.get(tenant, id); ; ) {
                counterparties.look(before);
                step(contracts.get(tenant, id));
                var after = contracts.get(tenant, id);
                if (after.state() == before.state()) {
                    return;
                }
                events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
                before = after;
            }
        } catch (ProblemException e) {
            stumbled(tenant, id, e);
        } catch (OptimisticLockException e) {
            LOG.log(Level.FINE, "Contract {0} moved meanwhile", id);
        } finally {
            busy.remove(id);
        }
    }

    private void step(Contract contract) {
        switch (contract.parties().side()) {
            case REQUESTER -> requesterSide.step(contract);
            case PROVIDER -> providerSide.step(contract);
        }
    }

    /** What the other party refuses ends it; what cannot be reached is tried again, with pauses up to a minute. */
    private void stumbled(TenantId tenant, UUID id, ProblemException e) {
        LOG.log(Level.INFO, "Contract {0}: {1}", new Object[] {id, e.detail()});
        contracts.change(tenant, id, c -> {
            var refused = !e.isOutage() || e.type() == MarketProblem.PEER_REFUSED;
            if ((refused && c.pace().attempts() >= 3) || c.pace().attempts() >= MOST_ATTEMPTS) {
                c.givenUp(e.detail(), clock.instant());
            } else {
                c.pace().stumbled(e.detail(), clock.instant());
            }
        });
    }

    void on(@ObservesAsync MarketEvent.ContractChanged changed) {
        advance(changed.tenant(), changed.contract());
    }

    /** What has become of the other party is looked at before each step. */
    void on(@ObservesAsync NetworkEvent.AccountChanged changed) {
        counterparties.with(changed.did()).forEach(contract -> advance(contract.tenant(), contract.id()));
    }

    void on(@ObservesAsync WifEvent.Proxied proxied) {
        arriving(proxied.tenant());
    }

    void on(@ObservesAsync IngressEvent.TunnelOpened opened) {
        tenants.find(opened.did()).ifPresent(tenant -> arriving(tenant.id()));
    }

    private void arriving(TenantId tenant) {
        contracts.withoutAddress(tenant).forEach(contract -> advance(tenant, contract.id()));
    }

    void on(@ObservesAsync BuildEvent built) {
        contracts.ofKey(built.tenant(), built.key()).ifPresent(contract -> advance(contract.tenant(), contract.id()));
    }
}
