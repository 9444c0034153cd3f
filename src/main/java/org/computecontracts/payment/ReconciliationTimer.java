package org.computecontracts.payment;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Duties;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Steady;

/** Asks the chain about every payment of a tenant that it has not settled yet. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReconciliationTimer {
    private static final Logger LOG = Logger.getLogger(ReconciliationTimer.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Reconciliation reconciliation;

    @Inject
    Duties duties;

    @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false)
    public void tick() {
        if (!settings.hasChain() || !duties.isOurs("reconciliation")) {
            return;
        }
        try {
            reconciliation.run();
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "What was paid is looked up at the next tick: {0}", e.detail());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What was paid is looked up at the next tick", e);
        }
    }
}
