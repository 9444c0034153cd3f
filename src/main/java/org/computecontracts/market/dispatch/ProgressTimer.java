package org.computecontracts.market.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.Duties;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;

/** Looks after every contract that is still under way and due. */
@ApplicationScoped
class ProgressTimer {
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

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(1), this::tick);
    }

    void tick() {
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
