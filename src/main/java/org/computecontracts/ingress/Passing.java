package org.computecontracts.ingress;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes work on to the managed executor for threads that the server does not know. Who hands work over gives it his context,
 * which those threads do not have: so one that has does, and each piece of work gets one of its own.
 */
@ApplicationScoped
public class Passing implements Executor {
    private static final Logger LOG = Logger.getLogger(Passing.class.getName());

    @Resource
    ManagedThreadFactory threads;

    @Resource
    ManagedExecutorService executor;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;

    public void start() {
        thread = threads.newThread(this::pass);
        thread.start();
    }

    private void pass() {
        try {
            while (pass(waiting.take())) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the portal stops
        }
        waiting.clear();
    }

    private boolean pass(Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The portal stops", e);
            return false;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Work of relay or front was not passed on", e);
            return true;
        }
    }

    @Override
    public void execute(Runnable work) {
        var by = thread;
        if (by == null || !by.isAlive()) {
            throw new RejectedExecutionException("Nobody passes work on");
        }
        waiting.add(work);
    }

    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
