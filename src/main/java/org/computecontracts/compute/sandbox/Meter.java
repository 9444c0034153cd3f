package org.computecontracts.compute.sandbox;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a guest moves over the network, both ways, up to its volume. */
final class Meter {
    private final long limit;
    private final AtomicLong used;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable exhausted;

    Meter(long used, long limit, Runnable exhausted) {
        this.used = new AtomicLong(used);
        this.limit = limit;
        this.exhausted = exhausted;
    }

    long used() {
        return used.get();
    }

    /** Whether so many bytes more may pass; they count in any case. */
    boolean passes(int bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        if (told.compareAndSet(false, true)) {
            exhausted.run();
        }
        return false;
    }
}
