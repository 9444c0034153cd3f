package org.computecontracts.compute;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Vault;

/**
 * Takes one build further, from wherever it is. A machine outlives the portal: one that is found alive is heard again,
 * a half-made one is torn down and made anew, and one that has ended, or is lost with its host, is a failed build.
 */
@ApplicationScoped
class Progress {
    private static final Logger LOG = Logger.getLogger(Progress.class.getName());
    private static final int MOST_ATTEMPTS = 3;
    private static final String HOST_RESTARTED = "The machine was lost: its host was started anew";

    @Inject
    BuildStore builds;

    @Inject
    BuilderStore builders;

    @Inject
    ConsoleStore consoles;

    @Inject
    @Any
    Instance<Backend> backends;

    @Inject
    Vault vault;

    @Inject
    ComputeSettings settings;

    @Inject
    Event<BuildEvent> events;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** Machines whose console and network this process carries. */
    private final Set<UUID> heard = ConcurrentHashMap.newKeySet();

    /** Safe to repeat. */
    void advance(StoredBuild build) {
        switch (build.state()) {
            case BUILDING -> make(build);
            case RUNNING -> keep(build);
            case STOPPING -> end(build);
            case QUEUED, FAILED, STOPPED -> clear(build);
        }
    }

    private void make(StoredBuild build) {
        switch (backend(build).standing(build.id())) {
            case NONE -> launch(build);
            case ENDED -> fail(build, "The machine ended before cloud-init had finished. " + lastWords(build));
            case LOST -> fail(build, HOST_RESTARTED);
            case ALIVE -> {
                // Whoever is heard again may have finished long ago, and says so in a moment
                if (!hear(build) && isOverdue(build)) {
                    fail(build, "cloud-init has not finished within " + settings.buildTimeout());
                }
            }
        }
    }

    private void launch(StoredBuild build) {
        var backend = backend(build);
        var unready = backend.unready();
        if (unready.isPresent()) {
            fail(build, unready.get());
            return;
        }
        var attempt = attempt(build);
        if (attempt == 1) {
            events.fireAsync(new BuildEvent.Started(build.tenant(), build.key()));
        }
        backend.tearDown(build.id());
        consoles.forget(build.id());
        heard.add(build.id());
        try {
            backend.launch(order(build), new MachineListener(this, build));
        } catch (RuntimeException e) {
            heard.remove(build.id());
            LOG.log(Level.WARNING, "Build " + build.id() + " was not launched, attempt " + attempt, e);
            if (attempt >= MOST_ATTEMPTS) {
                fail(build, "The machine could not be made");
            }
        }
    }

    private int attempt(StoredBuild build) {
        var attempt = new int[1];
        builds.change(build.tenant(), build.id(), found -> (attempt[0] = found.attempt()) > 0);
        return attempt[0];
    }

    private void keep(StoredBuild build) {
        switch (backend(build).standing(build.id())) {
            case ALIVE -> alive(build);
            case ENDED -> fail(build, "The machine ended by itself. " + lastWords(build));
            case LOST -> lose(build, HOST_RESTARTED);
            case NONE -> lose(build, "Nothing of the machine is left on its host");
        }
    }

    private void alive(StoredBuild build) {
        var unused = hear(build);
        var bytes = backend(build).networkBytes(build.id());
        var now = clock.instant();
        if (build.isToBeSeen(bytes, now)) {
            builds.change(build.tenant(), build.id(), found -> found.seen(bytes, now));
        }
    }

    private void lose(StoredBuild build, String reason) {
        builds.change(build.tenant(), build.id(), StoredBuild::losing);
        fail(build, reason);
    }

    /** Whether it was not heard before. Who cannot be heard now is listened to at the next look. */
    private boolean hear(StoredBuild build) {
        if (!heard.add(build.id())) {
            return false;
        }
        try {
            backend(build).attach(order(build), new MachineListener(this, build));
        } catch (RuntimeException e) {
            heard.remove(build.id());
            throw e;
        }
        return true;
    }

    private void end(StoredBuild build) {
        if (backend(build).standing(build.id()) == Backend.Standing.LOST) {
            builds.change(build.tenant(), build.id(), StoredBuild::losing);
        }
        backend(build).tearDown(build.id());
        heard.remove(build.id());
        if (builds.change(build.tenant(), build.id(), found -> found.ended(clock.instant()))) {
            events.fireAsync(new BuildEvent.Stopped(build.tenant(), build.key()));
        }
    }

    /** Torn down first: a portal that is killed in between finds an unfinished build, never a forgotten machine. */
    void fail(StoredBuild build, String reason) {
        try {
            backend(build).tearDown(build.id());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Build " + build.id() + " has failed and cannot be torn down yet: " + reason, e);
            failLeaving(build, reason);
            return;
        }
        heard.remove(build.id());
        over(build, reason, found -> found.fail(reason, clock.instant()));
    }

    /** It is over, whatever may be left of it: that is removed as soon as it can be. */
    private void failLeaving(StoredBuild build, String reason) {
        heard.remove(build.id());
        over(build, reason, found -> found.fail(reason, clock.instant()) && found.leave());
    }

    /** Removes what could not be removed when it came to its end. */
    private void clear(StoredBuild build) {
        if (!build.isLeftover()) {
            return;
        }
        backend(build).tearDown(build.id());
        heard.remove(build.id());
        if (builds.change(build.tenant(), build.id(), StoredBuild::cleared)) {
            LOG.log(Level.INFO, "Nothing is left of build {0} now", build.id());
            events.fireAsync(new BuildEvent.Stopped(build.tenant(), build.key()));
        }
    }

    /** Its node cannot tear it down, or is away. */
    void abandon(StoredBuild build) {
        var why = "It could not be torn down within " + settings.teardownTimeout() + "; its host goes on trying";
        if (builds.change(build.tenant(), build.id(), found -> found.abandoned(why, clock.instant()))) {
            LOG.log(Level.WARNING, "Build {0} on node {1} takes its room until it is gone. {2}", new Object[] {
                build.id(), build.node().orElse(""), why
            });
            events.fireAsync(new BuildEvent.Stopped(build.tenant(), build.key()));
        }
    }

    /** Its node is away, or cannot tell what has become of it. */
    void vanish(StoredBuild build) {
        builds.change(build.tenant(), build.id(), StoredBuild::losing);
        failLeaving(build, "Nobody has seen the machine for " + settings.unseenTimeout());
    }

    private boolean isOverdue(StoredBuild build) {
        return build.state() == BuildState.BUILDING
                && build.changedAt().plus(settings.buildTimeout()).isBefore(clock.instant());
    }

    /** Nothing can be found out of it, nor torn down: after its time it has failed all the same. */
    void failed(StoredBuild seen) {
        var build = builds.get(seen.tenant(), seen.id());
        if (isOverdue(build)) {
            failLeaving(build, "The machine could not be made within " + settings.buildTimeout());
        }
    }

    /** There is nothing of it to be torn down. */
    void turnAway(StoredBuild build) {
        var reason = "No builder had room within " + settings.roomTimeout();
        over(build, reason, found -> found.state() == BuildState.QUEUED && found.fail(reason, clock.instant()));
    }

    private void over(StoredBuild build, String reason, Predicate<StoredBuild> step) {
        if (builds.change(build.tenant(), build.id(), step)) {
            events.fireAsync(new BuildEvent.Failed(build.tenant(), build.key(), reason));
        }
    }

    private String lastWords(StoredBuild build) {
        return Redaction.text(backend(build).lastWords(build.id()));
    }

    private MachineOrder order(StoredBuild build) {
        var userData = vault.openText(build.sealedUserData(), Builds.userDataPurpose(build.id()));
        return build.order(userData, consoles.last(build.id()));
    }

    Backend backend(StoredBuild build) {
        var name = builders.of(build.tenant()).stream()
                .filter(builder ->
                        build.builder().filter(builder.name()::equals).isPresent())
                .map(builder -> builder.builder().backend())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Build " + build.id() + " has no builder"));
        return backends.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No backend " + name));
    }
}
