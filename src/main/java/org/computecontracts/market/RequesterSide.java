package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;

/** The next step of a requester's contract, by its state. */
@ApplicationScoped
class RequesterSide {
    private static final Logger LOG = Logger.getLogger(RequesterSide.class.getName());
    private static final Duration A_WHILE = Duration.ofMinutes(15);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Inject
    ContractStore contracts;

    @Inject
    Rfps rfps;

    @Inject
    Announcements announcements;

    @Inject
    Accepts accepts;

    @Inject
    Settlements settlements;

    @Inject
    Receipts receipts;

    @Inject
    Arrivals arrivals;

    @Inject
    Ends ends;

    @Inject
    MarketSettings settings;

    @Inject
    Clock clock;

    /** What is to be done next by whoever asked for a machine. Safe to repeat. */
    void step(Contract contract) {
        switch (contract.state()) {
            case DRAFT -> rfps.finish(contract.tenant(), contract.id());
            case OPEN -> {
                announcements.announce(contract.tenant(), contract.id());
                contracts.lookAgain(contract, A_MINUTE);
            }
            case AWARDED -> accepts.write(contract);
            case ACCEPTED -> settlements.settle(contract);
            case PAID -> receipts.verify(contract);
            case RECEIPTED -> awaitMachine(contract);
            case RUNNING -> {
                if (contract.url().isEmpty()) {
                    watch(contract);
                } else {
                    arrivals.recheck(contract);
                    contracts.lookAgain(contract, A_MINUTE);
                }
            }
            case ENDING -> ends.asRequester(contract);
            case SEEN, DECLINED, BID, ENDED, FAILED -> {}
        }
    }

    private void awaitMachine(Contract contract) {
        var age = Duration.between(contract.changedAt(), clock.instant());
        if (age.compareTo(settings.machineWithin()) > 0) {
            var reason = "No word of a machine within " + settings.machineWithin() + " of the receipt";
            contracts.change(contract.tenant(), contract.id(), c -> c.failed(reason, clock.instant()));
            return;
        }
        if (age.compareTo(A_WHILE) > 0) {
            contracts.change(
                    contract.tenant(),
                    contract.id(),
                    c -> c.pace().stopped("No word of a machine for %d minutes".formatted(age.toMinutes())));
        }
        watch(contract);
    }

    /** Nothing that was paid for ends because one cannot look just now. */
    private void watch(Contract contract) {
        try {
            arrivals.watch(contract);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "The workload of contract {0} cannot be looked for: {1}", new Object[] {
                contract.id(), e.detail()
            });
            contracts.lookAgain(contract, A_MINUTE);
        }
    }
}
