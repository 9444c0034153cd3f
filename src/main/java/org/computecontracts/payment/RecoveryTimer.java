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

/** Looks after every payment that is still under way; the first look also says whether the chain is the right one. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecoveryTimer {
    private static final Logger LOG = Logger.getLogger(RecoveryTimer.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Recovery recovery;

    private String said = "";

    @Inject
    Duties duties;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    public void tick() {
        if (!settings.hasChain() || !duties.isOurs("payments")) {
            return;
        }
        try {
            recovery.run();
            say(Level.INFO, "Payments on " + settings.network + " are settled here");
        } catch (ProblemException e) {
            say(Level.WARNING, "No payments for now: " + e.detail());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Payments under way wait for the next tick", e);
        }
    }

    /** Once a change, not every ten seconds. */
    private void say(Level level, String what) {
        if (!what.equals(said)) {
            LOG.log(level, what);
            said = what;
        }
    }
}
