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
import org.computecontracts.market.contract.Task.OfRequester;

/** The tasks of whoever asked for a machine. */
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
    Clock clock;

    /** Safe to repeat. */
    public void carryOut(OfRequester task, Contract contract) {
        switch (task) {
            case PUBLISH -> rfps.finish(contract.tenant(), contract.id());
            case ANNOUNCE -> {
                announcements.announce(contract.tenant(), contract.id());
                contracts.lookAgain(contract, A_MINUTE);
            }
            case ACCEPT -> acceptances.write(contract);
            case PAY -> settlements.settle(contract);
            case VERIFY_RECEIPT -> receipts.verify(contract);
            case AWAIT_MACHINE -> awaitMachine(contract);
            case WATCH -> {
                if (contract.url().isEmpty()) {
                    watch(contract);
                } else {
                    reachabilityProbe.recheck(contract);
                    contracts.lookAgain(contract, A_MINUTE);
                }
            }
            case WITHDRAW -> ending.end(contract);
        }
    }

    private void awaitMachine(Contract contract) {
        var age = Duration.between(contract.changedAt(), clock.instant());
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
