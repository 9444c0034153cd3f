package org.computecontracts.network;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.computecontracts.kernel.Steady;

/**
 * Listens to the hosts that are followed, one node to each: a node says every few seconds that it is still there, and what
 * it does not hold any more is another's after a while.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NetworkStart {
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

    @PostConstruct
    void start() {
        node = settings.node() + " " + UUID.randomUUID();
        followed.followSettings();
        repos.hold(settings.collections(), clock.instant());
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        var now = clock.instant();
        var reading = reader.reading();
        reader.leaveAllBut(reading, hosts.renew(node, reading, now.plus(LEASE)));
        hosts.claim(node, now, now.plus(LEASE), MOST)
                .forEach(claim -> threads.newThread(() -> reader.read(claim)).start());
        hosts.polls(now, settings.pollPeriod(), settings.safetyPeriod(), MOST)
                .forEach(turn -> executor.execute(() -> polls.poll(turn)));
        resync.hold();
        resync.hurry();
    }

    @Schedule(hour = "*", minute = "*/5", persistent = false)
    public void leave() {
        followed.leave();
    }

    @PreDestroy
    void stop() {
        reader.stop();
    }
}
