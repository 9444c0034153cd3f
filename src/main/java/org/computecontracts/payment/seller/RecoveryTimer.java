package org.computecontracts.payment.seller;

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

/** Looks after every payment that is still under way; the first look also says whether the chain is the right one. */
@ApplicationScoped
class RecoveryTimer {
    private static final Logger LOG = Logger.getLogger(RecoveryTimer.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Recovery recovery;

    private String said = "";

    @Inject
    Duties duties;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(10), this::tick);
    }

    void tick() {
        if (!settings.hasChain() || !duties.isOurs("payments")) {
            return;
        }
        try {
            recovery.run();
            say(Level.INFO, "Payments on " + settings.network() + " are settled here");
        } catch (ProblemException e) {
            say(Level.WARNING, "No payments for now: " + e.detail());
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
