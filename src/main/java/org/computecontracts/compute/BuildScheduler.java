package org.computecontracts.compute;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes new orders and goes round all builds of this node; never two threads at the same build. */
@ApplicationScoped
class BuildScheduler {
    private static final Logger LOG = Logger.getLogger(BuildScheduler.class.getName());
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    BuildStore builds;

    @Inject
    Progress progress;

    @Inject
    ComputeSettings settings;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private final Vigil vigil = new Vigil();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Set<UUID> again = ConcurrentHashMap.newKeySet();

    /** Said once in the log, until they are looked after again. */
    private final Set<UUID> troubled = ConcurrentHashMap.newKeySet();

    void hurry() {
        executor.execute(this::goRound);
    }

    /** Takes new orders, then looks after all that this node has. Who has waited too long for room waits no more. */
    void goRound() {
        var now = clock.instant();
        endInTime();
        while (builds.take(settings.node(), now, LEASE) > 0) {
            LOG.fine("Looked at orders");
        }
        for (var build : builds.onNode(settings.node(), now.plus(LEASE))) {
            executor.execute(() -> advance(build));
        }
    }

    /** Whichever node has it, and whether or not that one is there. */
    private void endInTime() {
        var now = clock.instant();
        builds.waitingSince(now.minus(settings.roomTimeout())).forEach(progress::turnAway);
        builds.stoppingSince(now.minus(settings.teardownTimeout())).forEach(progress::abandon);
        var unseen = now.minus(settings.unseenTimeout());
        if (vigil.hasLastedSince(unseen, now)) {
            builds.unseenSince(unseen).forEach(progress::vanish);
        }
    }

    /** One thread a build; a second one that comes meanwhile makes the first one look again. */
    private void advance(StoredBuild seen) {
        again.add(seen.id());
        if (!busy.add(seen.id())) {
            return;
        }
        try {
            while (again.remove(seen.id())) {
                progress.advance(builds.get(seen.tenant(), seen.id()));
            }
            troubled.remove(seen.id());
        } catch (RuntimeException e) {
            if (troubled.add(seen.id())) {
                LOG.log(Level.WARNING, "Build " + seen.id() + " stays where it is and is looked at again and again", e);
            }
            progress.failed(seen);
        } finally {
            busy.remove(seen.id());
        }
    }
}
