package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.protocol.MarketSettings;

/** The next step of a requester's contract, by its state. */
@ApplicationScoped
public class RequesterSide {
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
    Acceptances acceptances;

    @Inject
    Settlements settlements;

    @Inject
    ReceiptVerifier receipts;

    @Inject
    ReachabilityProbe reachabilityProbe;

    @Inject
    RequesterEnding ending;

    @Inject
    MarketSettings settings;

    @Inject
    Clock clock;

    /** What is to be done next by whoever asked for a machine. Safe to repeat. */
    public void step(Contract contract) {
        switch (contract.state()) {
            case DRAFT -> rfps.finish(contract.tenant(), contract.id());
            case OPEN -> {
                announcements.announce(contract.tenant(), contract.id());
                contracts.lookAgain(contract, A_MINUTE);
            }
            case AWARDED -> acceptances.write(contract);
            case ACCEPTED -> settlements.settle(contract);
            case PAID -> receipts.verify(contract);
            case RECEIPTED -> awaitMachine(contract);
            case RUNNING -> {
                if (contract.url().isEmpty()) {
                    watch(contract);
                } else {
                    reachabilityProbe.recheck(contract);
                    contracts.lookAgain(contract, A_MINUTE);
                }
            }
            case ENDING -> ending.end(contract);
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
            reachabilityProbe.watch(contract);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "The workload of contract {0} cannot be looked for: {1}", new Object[] {
                contract.id(), e.detail()
            });
            contracts.lookAgain(contract, A_MINUTE);
        }
    }
}
