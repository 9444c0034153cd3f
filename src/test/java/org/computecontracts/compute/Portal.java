package org.computecontracts.compute;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.OneBean;
import org.computecontracts.testing.RecordedEvents;

/** The module as the container would wire it, with a clock of its own; another one over the same database is a restart. */
final class Portal {
    final Builds builds = new Builds();
    final Builders builders = new Builders();
    final BuildScheduler foreman = new BuildScheduler();
    final Progress progress = new Progress();
    final ComputeSettings settings = new ComputeSettings();
    final RecordedEvents<BuildEvent> events = new RecordedEvents<>();
    final BackendInMemory backend;

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
    private CountDownLatch gate = new CountDownLatch(0);
    private final MovingClock clock = new MovingClock();

    Portal(Database database, String node, BackendInMemory backend) {
        this.backend = backend;
        settings.kernel = new Settings();
        settings.node = Optional.of(node);
        settings.buildTimeout = Duration.ofMinutes(10);
        settings.roomTimeout = Duration.ofHours(1);
        settings.maxUnpaidHolds = 3;
        settings.teardownTimeout = Duration.ofMinutes(10);
        settings.unseenTimeout = Duration.ofMinutes(15);
        settings.consoleLines = 100;
        builders.builders = database.store(BuilderStore.class);
        builders.backends = new OneBean<>(backend);
        builders.clock = clock;
        builders.holds = database.store(HoldStore.class);
        builders.holds.builders = builders.builders;
        builders.settings = settings;
        progress.builders = builders.builders;
        progress.builds = database.store(BuildStore.class);
        progress.builds.builders = builders.builders;
        progress.builds.holds = builders.holds;
        progress.consoles = database.store(ConsoleStore.class);
        progress.backends = builders.backends;
        progress.vault = Vault.withKey(Base64.getEncoder().encodeToString(new byte[32]));
        progress.settings = settings;
        progress.events = events;
        progress.clock = builders.clock;
        progress.executor = executor();
        foreman.builds = progress.builds;
        foreman.progress = progress;
        foreman.settings = settings;
        foreman.clock = builders.clock;
        foreman.executor = progress.executor;
        builds.builds = progress.builds;
        builds.builders = builders.builders;
        builds.holds = builders.holds;
        builds.consoles = progress.consoles;
        builds.buildScheduler = foreman;
        builds.progress = progress;
        builds.vault = progress.vault;
        builds.events = events;
        builds.clock = builders.clock;
    }

    /** Keeps all threads waiting. */
    void hold() {
        gate = new CountDownLatch(1);
        var closed = gate;
        for (var i = 0; i < 4; i++) {
            threads.execute(() -> {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    void release() {
        gate.countDown();
    }

    /** Waits until nothing is under way. */
    void settle() {
        try {
            for (var quiet = 0; quiet < 5; quiet++) {
                if (threads.getActiveCount() > 0 || !threads.getQueue().isEmpty()) {
                    quiet = 0;
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    /** Lets time pass, and the timer come round once. */
    void pass(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
        foreman.goRound();
        settle();
    }

    private ManagedExecutorService executor() {
        return (ManagedExecutorService) Proxy.newProxyInstance(
                Portal.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(threads, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
