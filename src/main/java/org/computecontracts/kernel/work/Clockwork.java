package org.computecontracts.kernel.work;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Migrations;

/**
 * Has work done again and again, each kind on a thread of its own: none waits for another, and none runs beside itself. What
 * fails is done again at the next turn. To be told once the portal starts, that is when a {@code ServletContext} is
 * {@code @Initialized(ApplicationScoped.class)}.
 *
 * <p>This is in place of the timers of enterprise beans. What such a bean hands to other threads shares the bean's list of
 * open connections with it, and the server puts all of these into whichever transaction begins next, on any of the threads:
 * work is then committed with another's, or never.
 */
@ApplicationScoped
public class Clockwork {
    private static final Logger LOG = Logger.getLogger(Clockwork.class.getName());
    private static final Duration SOON = Duration.ofMinutes(1);

    @Resource
    ManagedThreadFactory threads;

    @EJB
    Migrations migrations;

    @Inject
    Clock clock;

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /** As long after each turn; the first is soon, or what is rare would never be done where portals are often started anew. */
    public void every(Duration pause, Runnable work) {
        begin(pause.compareTo(SOON) < 0 ? pause : SOON, () -> pause, work);
    }

    /** Once a day, by this machine's clock. */
    public void daily(LocalTime time, Runnable work) {
        begin(until(time), () -> until(time), work);
    }

    private Duration until(LocalTime time) {
        var now = ZonedDateTime.now(clock.withZone(ZoneId.systemDefault()));
        var today = now.with(time);
        return Duration.between(now, today.isAfter(now) ? today : today.plusDays(1));
    }

    private void begin(Duration first, Supplier<Duration> next, Runnable work) {
        var thread = threads.newThread(() -> go(first, next, work));
        running.add(thread);
        thread.start();
    }

    private void go(Duration first, Supplier<Duration> next, Runnable work) {
        try {
            Thread.sleep(first);
            while (true) {
                turn(work);
                Thread.sleep(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the portal stops
        }
    }

    private void turn(Runnable work) {
        try {
            if (migrations.applied()) {
                work.run();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "What is done again and again goes on with the next turn", e);
        }
    }

    @PreDestroy
    void stop() {
        running.forEach(Thread::interrupt);
    }
}
