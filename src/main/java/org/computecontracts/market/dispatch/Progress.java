package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Attempts;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.provider.ProviderSide;
import org.computecontracts.market.requester.RequesterSide;
import org.computecontracts.market.requester.Settlements;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.payment.PaymentEvent;
import org.computecontracts.wif.WifEvent;

/** Takes a contract further, from wherever it is. An event only hurries it; {@link ProgressTimer} makes sure. */
@ApplicationScoped
class Progress {
    private static final Logger LOG = Logger.getLogger(Progress.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    RequesterSide requesterSide;

    @Inject
    ProviderSide providerSide;

    @Inject
    Settlements settlements;

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
                    steadied(after);
                    return;
                }
                events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
                before = after;
            }
        } catch (RuntimeException e) {
            if (DataRefusal.ofStaleVersion(e).isPresent()) {
                LOG.log(Level.FINE, "Contract {0} moved meanwhile", id);
            } else {
                stumbled(contracts.get(tenant, id), e);
            }
        } catch (StackOverflowError e) {
            stumbled(contracts.get(tenant, id), new IllegalStateException("It leads too deep", e));
        } finally {
            busy.remove(id);
        }
    }

    private void steadied(Contract contract) {
        if (contract.pace().attempts() > 0) {
            contracts.change(contract.tenant(), contract.id(), c -> c.pace().steadied());
        }
    }

    private void step(Contract contract) {
        switch (contract.parties().side()) {
            case REQUESTER -> requesterSide.step(contract);
            case PROVIDER -> providerSide.step(contract);
        }
    }

    /** Whatever it was, it is attempted again so and so often and no more; nobody is left without a reason. */
    private void stumbled(Contract contract, RuntimeException failure) {
        var reason = Attempts.words(failure);
        log(contract, failure, reason);
        var mayBePaid = contract.parties().side() == Side.REQUESTER && settlements.mayBePaid(contract);
        var after = contracts.change(contract.tenant(), contract.id(), c -> {
            if (Attempts.isLast(c, failure, mayBePaid)) {
                c.givenUp(reason, clock.instant());
            } else {
                c.pace().stumbled(reason, clock.instant());
            }
        });
        if (after.state() != contract.state()) {
            events.fireAsync(new MarketEvent.ContractChanged(contract.tenant(), contract.id()));
        }
    }

    /** What nobody expected in full, but once. */
    private static void log(Contract contract, RuntimeException failure, String reason) {
        if (failure instanceof ProblemException || contract.pace().attempts() > 0) {
            LOG.log(Level.INFO, "Contract {0}: {1}", new Object[] {contract.id(), reason});
        } else {
            LOG.log(Level.WARNING, "Contract " + contract.id() + " cannot go on", failure);
        }
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

    /** The payer may never ask for what it bought. */
    void on(@ObservesAsync PaymentEvent.Settled settled) {
        sold(settled.seller(), settled.accept());
    }

    void on(@ObservesAsync PaymentEvent.Reorged undone) {
        sold(undone.seller(), undone.accept());
    }

    private void sold(TenantId seller, StrongRef accept) {
        contracts
                .ofAccept(seller, Side.PROVIDER, accept)
                .ifPresent(contract -> advance(contract.tenant(), contract.id()));
    }

    /** A machine that is gone leaves room for another. */
    void on(@ObservesAsync BuildEvent built) {
        if (built instanceof BuildEvent.Stopped || built instanceof BuildEvent.Failed) {
            contracts.hurry(built.tenant(), ContractState.SEEN);
        }
        contracts.ofKey(built.tenant(), built.key()).ifPresent(contract -> advance(contract.tenant(), contract.id()));
    }
}
