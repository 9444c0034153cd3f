package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Attempts;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.contract.Task;
import org.computecontracts.market.contract.Task.OfProvider;
import org.computecontracts.market.contract.Task.OfRequester;
import org.computecontracts.market.contract.Transition;
import org.computecontracts.market.contract.Transitions;
import org.computecontracts.market.contract.Trigger;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.provider.ProviderSide;
import org.computecontracts.market.requester.RequesterSide;
import org.computecontracts.market.requester.Settlements;

/**
 * Takes a contract further, from wherever it is, as {@link Transitions} have it. What {@link ProgressTriggers} hear of only
 * hurries it; {@link ProgressTimer} makes sure.
 */
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
    Steps steps;

    @Inject
    MarketSettings settings;

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
                var after = step(contracts.get(tenant, id));
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

    /** At once, if that is what it waits for. */
    void hurry(Contract contract, Trigger trigger) {
        if (Transitions.of(contract).filter(row -> row.isHurriedBy(trigger)).isPresent()) {
            advance(contract.tenant(), contract.id());
        }
    }

    /** As its row has it: what is to be done, and what follows when that has taken too long. */
    private Contract step(Contract contract) {
        var row = Transitions.of(contract);
        row.ifPresent(found -> carryOut(found.task(), contract));
        var after = contracts.get(contract.tenant(), contract.id());
        return row.filter(found -> isOver(found, after))
                .map(found -> runOut(found, after))
                .orElse(after);
    }

    private boolean isOver(Transition row, Contract contract) {
        return row.state() == contract.state()
                && row.isOver(contract, settings, clock.instant())
                && (row.side() == Side.REQUESTER || !providerSide.isInDoubt(contract));
    }

    private void carryOut(Task task, Contract contract) {
        switch (task) {
            case OfRequester asked -> requesterSide.carryOut(asked, contract);
            case OfProvider sold -> providerSide.carryOut(sold, contract);
        }
    }

    private Contract runOut(Transition row, Contract contract) {
        var reason = row.missed(contract, settings);
        var now = clock.instant();
        var after = contracts.change(contract.tenant(), contract.id(), c -> row.runOut(c, reason, now));
        if (after.changedAt().equals(now)) {
            contract.parties().own().ifPresent(own -> steps.tell(after, own, row.overrun(contract, settings)));
        }
        return after;
    }

    private void steadied(Contract contract) {
        if (contract.pace().attempts() > 0) {
            contracts.change(contract.tenant(), contract.id(), c -> c.pace().steadied());
        }
    }

    /** Whatever it was, it is attempted again so and so often and no more; nobody is left without a reason. */
    private void stumbled(Contract contract, RuntimeException failure) {
        var reason = Attempts.words(failure);
        log(contract, failure, reason);
        var mayBePaid = contract.parties().side() == Side.REQUESTER && settlements.mayBePaid(contract);
        var row = Transitions.of(contract);
        var isTooLate = row.filter(found -> isOver(found, contract)).isPresent();
        var isTimed = row.filter(Transition::isTimed).isPresent();
        var after = contracts.change(contract.tenant(), contract.id(), c -> {
            if (isTooLate || Attempts.isLast(c, failure, mayBePaid, isTimed)) {
                c.givenUp(reason, clock.instant());
            } else {
                c.pace().stumbled(reason, clock.instant());
            }
        });
        if (after.state() != contract.state()) {
            events.fireAsync(new MarketEvent.ContractMoved(contract.tenant(), contract.id()));
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
}
