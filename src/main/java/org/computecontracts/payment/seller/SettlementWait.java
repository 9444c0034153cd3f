package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.PaymentSettings;

/** Waits for a settlement as long as a request may. */
@ApplicationScoped
public class SettlementWait {
    private static final Logger LOG = Logger.getLogger(SettlementWait.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    @Inject
    PaymentSettings settings;

    @Inject
    Settlement settlement;

    @Inject
    Chain chain;

    /** The charge settled, lost, or as far as it came in time; from there on the timer has it. */
    Charge settle(Charge charge) {
        var start = System.nanoTime();
        var now = tried(charge);
        for (var pause = Duration.ofMillis(20);
                !now.isSettled()
                        && !now.isLost()
                        && System.nanoTime() - start < settings.settleWait().toNanos()
                        && slept(pause);
                pause = longer(pause)) {
            now = tried(now);
        }
        return now;
    }

    private Charge tried(Charge charge) {
        try {
            return settlement.advance(charge);
        } catch (ProblemException e) {
            // It is bound already: whatever the node says, the answer is "not certain yet", not a refusal.
            chain.doubt();
            LOG.log(Level.WARNING, "Charge " + charge.id() + " stays " + charge.state() + ": " + e.detail());
            return settlement.reread(charge);
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
