package org.computecontracts.ingress;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Work that must not hold up the threads of relay and front: whatever goes outside, to the database or to other beans. */
@ApplicationScoped
public class Background {
    private static final Logger LOG = Logger.getLogger(Background.class.getName());

    private volatile Executor executor = Runnable::run;

    public void runOn(Executor threads) {
        executor = threads;
    }

    public void run(String what, Runnable work) {
        try {
            executor.execute(() -> attempt(what, work));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.INFO, "The portal is stopping, so this is left: {0}", what);
        }
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Failed: " + what, e);
        }
    }
}
