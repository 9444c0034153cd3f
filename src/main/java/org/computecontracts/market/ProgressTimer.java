package org.computecontracts.market;

import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Duties;
import org.computecontracts.kernel.Steady;

/** Looks after every contract that is still under way and due. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProgressTimer {
    private static final Logger LOG = Logger.getLogger(ProgressTimer.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    Progress progress;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Duties duties;

    @Schedule(hour = "*", minute = "*", second = "*/1", persistent = false)
    public void tick() {
        if (!duties.isOurs("contracts")) {
            return;
        }
        for (var contract : contracts.due(clock.instant(), 100)) {
            executor.execute(() -> advance(contract));
        }
    }

    private void advance(Contract contract) {
        try {
            progress.advance(contract.tenant(), contract.id());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Contract " + contract.id() + " stays where it is until the next tick", e);
        }
    }
}
