package org.computecontracts.market;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.Network;
import org.computecontracts.network.NetworkEvent.RecordSeen;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.SeenRecord;

/**
 * Takes records of the network in: each valid version is looked at once. An event hurries it; what the view's changes tell
 * and the timer finds makes sure.
 */
@ApplicationScoped
class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());
    private static final Duration TURN = Duration.ofMinutes(1);
    private static final int PAGE = 200;
    private static final int AT_ONCE = 50;

    /** A refusal may be too early: a request's own row, say, is written after the record that a bid answers. */
    private static final int MOST_REFUSALS = 4;

    private static final int MOST_FAILURES = 12;

    @Inject
    Network network;

    @Inject
    IntakeStore intake;

    @Inject
    Postbox postbox;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

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

    void work() {
        var now = clock.instant();
        List<DueRecord> due = intake.claim(now, now.plus(TURN), AT_ONCE);
        due.forEach(record -> executor.execute(() -> take(record)));
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
            failed(due, e.detail(), e.type().status() < 500 ? MOST_REFUSALS : MOST_FAILURES);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Not taken in: " + due.ref().uri().value(), e);
            failed(due, String.valueOf(e.getMessage()), MOST_REFUSALS);
        }
    }

    private void failed(DueRecord due, String problem, int most) {
        var pause = Duration.ofSeconds(1L << Math.min(10, due.attempts()));
        intake.failed(
                due.ref(), problem, due.attempts() >= most, clock.instant().plus(pause));
    }
}
