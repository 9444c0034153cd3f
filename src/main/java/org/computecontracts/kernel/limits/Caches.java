package org.computecontracts.kernel.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Memory that forgets. What is asked for often stays when strangers have us remember more than there is room for: they push
 * out each other's, not what is in use.
 */
public final class Caches {
    private Caches() {}

    /** Tidied up by whoever writes: threads are the container's, and a bound that holds a little later is none. */
    public static Caffeine<Object, Object> caffeine() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }

    /** One whose entries age by the injected clock. */
    public static Caffeine<Object, Object> caffeine(Supplier<Clock> clock) {
        return caffeine().ticker(new ClockReading(clock));
    }
}
