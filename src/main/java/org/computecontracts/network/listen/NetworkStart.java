package org.computecontracts.network.listen;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.NetworkHostStore;
import org.computecontracts.network.ingest.NetworkRepoStore;
import org.computecontracts.network.ingest.Resync;

/**
 * Listens to the hosts that are followed, one node to each: a node says every few seconds that it is still there, and what
 * it does not hold any more is another's after a while.
 */
@ApplicationScoped
class NetworkStart {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int MOST = 20;

    @Inject
    NetworkHostStore hosts;

    @Inject
    NetworkRepoStore repos;

    @Inject
    FollowedHosts followed;

    @Inject
    HostReader reader;

    @Inject
    Resync resync;

    @Inject
    Polls polls;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** A stream takes a thread for as long as it lasts: too long for one of the executor's few. */
    @Resource
    ManagedThreadFactory threads;

    /** The node's name, and which of its lives: what an earlier one held is not read by this one. */
    private String node = "";

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(1), this::tick);
        clockwork.every(Duration.ofMinutes(5), this::leave);
    }

    void tick() {
        if (node.isEmpty()) {
            begin();
        }
        var now = clock.instant();
        var reading = reader.reading();
        reader.leaveAllBut(reading, hosts.renew(node, reading, now.plus(LEASE)));
        hosts.claim(ClaimTurn.of(node, now, now.plus(LEASE), MOST))
                .forEach(claim -> threads.newThread(() -> reader.read(claim)).start());
        hosts.polls(now, settings.pollPeriod(), settings.safetyPeriod(), MOST)
                .forEach(turn -> executor.execute(() -> polls.poll(turn)));
        resync.hold();
        resync.hurry();
    }

    private void begin() {
        followed.followSettings();
        repos.hold(settings.collections(), clock.instant());
        node = settings.node() + " " + UUID.randomUUID();
    }

    void leave() {
        followed.leave();
    }

    @PreDestroy
    void stop() {
        reader.stop();
    }
}
