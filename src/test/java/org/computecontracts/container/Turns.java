package org.computecontracts.container;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.work.Clockwork;

/** Work for so many turns. Afterwards nothing is done in them: the clockwork's turns go on for as long as the server does. */
final class Turns {
    private final Semaphore left;
    private final Semaphore done = new Semaphore(0);
    private final Runnable work;

    private Turns(int most, Runnable work) {
        this.left = new Semaphore(most);
        this.work = work;
    }

    static Turns of(Clockwork clockwork, int most, Runnable work) {
        var turns = new Turns(most, work);
        clockwork.every(Duration.ofMillis(20), turns::turn);
        return turns;
    }

    private void turn() {
        if (left.tryAcquire()) {
            try {
                work.run();
            } finally {
                done.release();
            }
        }
    }

    /** Whether so many more were done, well or badly, within half a minute. */
    boolean areDone(int number) throws InterruptedException {
        return done.tryAcquire(number, 30, TimeUnit.SECONDS);
    }
}
