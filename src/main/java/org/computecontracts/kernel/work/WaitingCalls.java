package org.computecontracts.kernel.work;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.computecontracts.kernel.KernelProblem;

/**
 * Answers that wait for others outside, each on a thread of its own, so that no thread of the server's waits with them. Strangers
 * may ask for them: there are only so many at once.
 */
@ApplicationScoped
public class WaitingCalls {
    static final int MOST = 200;

    @Resource
    ManagedThreadFactory threads;

    private final Semaphore free = new Semaphore(MOST);

    /** TOO_BUSY, before anything is begun, when as many are under way as there may be. */
    public void begin(Runnable call) {
        if (!free.tryAcquire()) {
            throw KernelProblem.TOO_BUSY.because("%d answers are waited for here already: ask again soon", MOST);
        }
        var begun = false;
        try {
            var thread = threads.newThread(() -> {
                try {
                    call.run();
                } finally {
                    free.release();
                }
            });
            if (thread == null) {
                throw new RejectedExecutionException("The server is being shut down");
            }
            thread.start();
            begun = true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }
}
