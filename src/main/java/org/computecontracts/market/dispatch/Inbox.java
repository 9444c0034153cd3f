package org.computecontracts.market.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.intake.DueRecord;
import org.computecontracts.market.intake.IntakePriority;
import org.computecontracts.market.intake.IntakeStore;
import org.computecontracts.market.intake.Retries;
import org.computecontracts.network.NetworkEvent.RecordSeen;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;

/**
 * Takes records of the network in: each valid version is looked at once. An event hurries it; what the view's changes tell
 * and the timer finds makes sure.
 */
@ApplicationScoped
class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());

    /** Until then a record is another node's when ours is no longer there to hold it. */
    private static final Duration TURN = Duration.ofSeconds(15);

    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final int PAGE = 200;

    @Inject
    Network network;

    @Inject
    IntakeStore intake;

    @Inject
    Postbox postbox;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    private final List<IntakePriority> lanes = List.of(IntakePriority.of(true), IntakePriority.of(false));
    private final Set<StrongRef> inHand = ConcurrentHashMap.newKeySet();

    void on(@ObservesAsync RecordSeen seen) {
        if (Postbox.TAKEN.contains(seen.record().uri().collection())) {
            intake.add(seen.record(), clock.instant());
            work();
        }
    }

    /** Follows the changes of the view to their end. */
    void collect() {
        for (var changes = network.changes(intake.position(), PAGE);
                !changes.isEmpty();
                changes = network.changes(intake.position(), PAGE)) {
            var taken = changes.stream()
                    .map(RecordChange::record)
                    .filter(SeenRecord::counts)
                    .map(seen -> seen.record().ref())
                    .filter(ref -> Postbox.TAKEN.contains(ref.uri().collection()))
                    .toList();
            intake.add(taken, changes.getLast().at(), clock.instant());
        }
    }

    /** Has each free hand look at a record that is due. */
    void work() {
        lanes.forEach(this::serve);
    }

    /** What takes longer stays in our hands as long as we are there. */
    void hold() {
        var until = clock.instant().plus(TURN);
        inHand.forEach(record -> intake.hold(record, until));
    }

    /** As long as hands are free: behind those whose hands are full others wait. */
    private void serve(IntakePriority lane) {
        synchronized (lane) {
            var now = clock.instant();
            for (var due = claim(lane, now); !due.isEmpty(); due = claim(lane, now)) {
                due.forEach(record -> give(lane, record, now));
            }
        }
    }

    private List<DueRecord> claim(IntakePriority lane, Instant now) {
        return lane.hands().free() > 0 ? intake.claim(lane, now, now.plus(TURN)) : List.of();
    }

    private void give(IntakePriority lane, DueRecord due, Instant now) {
        if (lane.hands().take(author(due))) {
            inHand.add(due.ref());
            executor.execute(() -> handle(lane, due));
        } else {
            intake.putBack(due.ref(), now.plus(A_MOMENT));
        }
    }

    private static Did author(DueRecord due) {
        return due.ref().uri().authority();
    }

    private void handle(IntakePriority lane, DueRecord due) {
        try {
            take(due);
        } finally {
            inHand.remove(due.ref());
            lane.hands().give(author(due));
        }
        serve(lane);
    }

    private void take(DueRecord due) {
        try {
            var seen = network.find(due.ref().uri())
                    .filter(SeenRecord::counts)
                    .filter(record -> record.record().ref().equals(due.ref()));
            if (seen.isPresent()) {
                postbox.hand(seen.get().record());
            }
            intake.done(due.ref());
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0} is not for us: {1}", new Object[] {
                due.ref().uri().value(), e.detail()
            });
            failed(due, e.detail(), e);
        } catch (RuntimeException e) {
            notUnderstood(due, e);
        } catch (StackOverflowError e) {
            notUnderstood(due, new IllegalStateException("It leads too deep", e));
        }
    }

    private void notUnderstood(DueRecord due, RuntimeException why) {
        LOG.log(Level.WARNING, "Not taken in: " + due.ref().uri().value(), why);
        failed(due, "it is not understood here", why);
    }

    private void failed(DueRecord due, String problem, RuntimeException failure) {
        var last = Retries.isLast(due, failure);
        if (last && due.urgent()) {
            deadLetters.tell(due.ref(), problem);
        }
        intake.failed(due.ref(), problem, last, clock.instant().plus(Retries.pause(due.attempts())));
    }
}
