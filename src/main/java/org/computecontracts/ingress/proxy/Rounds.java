package org.computecontracts.ingress.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Looks after everything under way once in a while: one timer for all that belongs to an event loop, where one for each
 * request would cost more than the request. Called on that loop alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class Rounds {
    private static final int PERIOD_MILLIS = 250;
    private static final Map<EventLoop, Rounds> OF_LOOPS = new ConcurrentHashMap<>();

    /** Something that may take too long. */
    @FunctionalInterface
    interface Watched {
        /** @param now on the clock of {@link Rounds#now} */
        void check(long now);
    }

    private final Set<Watched> all = Collections.newSetFromMap(new IdentityHashMap<>());

    static Rounds of(EventLoop loop) {
        return OF_LOOPS.computeIfAbsent(loop, key -> {
            var rounds = new Rounds();
            key.scheduleAtFixedRate(rounds::check, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            key.terminationFuture().addListener(ended -> OF_LOOPS.remove(key));
            return rounds;
        });
    }

    /** Nanoseconds from some moment on. */
    static long now() {
        return System.nanoTime();
    }

    void watch(Watched watched) {
        all.add(watched);
    }

    void leave(Watched watched) {
        all.remove(watched);
    }

    private void check() {
        var now = now();
        for (var watched : new ArrayList<>(all)) {
            try {
                watched.check(now);
            } catch (RuntimeException e) {
                // The rounds go on for all others
                leave(watched);
                OneLine.log("Something under way could not be looked after", e);
            }
        }
    }
}
