package org.computecontracts.payment.payer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.Duties;
import org.computecontracts.payment.chain.PaymentSettings;

/** Asks the chain about every payment of a tenant that it has not settled yet. */
@ApplicationScoped
class ReconciliationTimer {
    private static final Logger LOG = Logger.getLogger(ReconciliationTimer.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Reconciliation reconciliation;

    @Inject
    Duties duties;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(10), this::tick);
    }

    void tick() {
        if (!settings.hasChain() || !duties.isOurs("reconciliation")) {
            return;
        }
        try {
            reconciliation.run();
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "What was paid is looked up at the next tick: {0}", e.detail());
        }
    }
}
