package org.computecontracts.market.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.QueueWorker;
import org.computecontracts.market.intake.DueRecord;
import org.computecontracts.market.intake.IntakeStore;
import org.computecontracts.market.intake.Retries;
import org.computecontracts.network.NetworkEvent.RecordSeen;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.view.Network;

/**
 * Takes records in, whether their authors bring them or they are read: each valid version is looked at once. An event, or who
 * brings one, hurries it; what the view's changes tell and the timer finds makes sure.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class.getName());

    /** What contracts under way wait for has some of its own. */
    private static final int HANDS = 16;

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

    private final Askers askers = new Askers();
    private final QueueWorker<DueRecord> urgent = worker(true);
    private final QueueWorker<DueRecord> others = worker(false);

    private QueueWorker<DueRecord> worker(boolean isUrgent) {
        return new QueueWorker<>(
                HANDS,
                () -> clock.instant(),
                work -> executor.execute(work),
                turn -> intake.claim(isUrgent, turn),
                (holder, keys, until) -> intake.renew(isUrgent, holder, keys, until),
                this::take);
    }

    void on(@ObservesAsync RecordSeen seen) {
        if (Postbox.TAKEN.contains(seen.record().uri().collection())) {
            intake.add(seen.record(), clock.instant());
            work();
        }
    }

    /** Who brings a record is told what came of it, if that is known soon; empty while it is still being looked at. */
    public Optional<ObjectNode> submit(StrongRef record) {
        return askers.ask(record, () -> {
            intake.submit(record, clock.instant());
            work();
        });
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
        urgent.work();
        others.work();
    }

    void hold() {
        urgent.hold();
        others.hold();
    }

    private void take(DueRecord due) {
        var asker = askers.of(due.ref());
        try {
            var answer = looked(due);
            intake.done(due);
            asker.complete(answer);
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0} is not for us: {1}", new Object[] {
                due.ref().uri().value(), e.detail()
            });
            failed(due, e.detail(), e);
            asker.completeExceptionally(e);
        } catch (RuntimeException e) {
            notUnderstood(due, e);
            asker.completeExceptionally(e);
        } catch (StackOverflowError e) {
            var why = new IllegalStateException("It leads too deep", e);
            notUnderstood(due, why);
            asker.completeExceptionally(why);
        }
    }

    private ObjectNode looked(DueRecord due) {
        if (due.submitted()) {
            return postbox.submitted(due.ref());
        }
        network.find(due.ref().uri())
                .filter(SeenRecord::counts)
                .map(SeenRecord::record)
                .filter(record -> record.ref().equals(due.ref()))
                .ifPresent(postbox::hand);
        return Json.object();
    }

    private void notUnderstood(DueRecord due, RuntimeException why) {
        LOG.log(Level.WARNING, "Not taken in: " + due.ref().uri().value(), why);
        failed(due, "it is not understood here", why);
    }

    private void failed(DueRecord due, String problem, RuntimeException failure) {
        Retries.pause(due.urgent(), due.attempts(), failure)
                .ifPresentOrElse(
                        pause -> intake.failed(due, problem, clock.instant().plus(pause)), () -> giveUp(due, problem));
    }

    private void giveUp(DueRecord due, String problem) {
        if (due.urgent()) {
            deadLetters.tell(due.ref(), problem);
        }
        intake.givenUp(due, problem);
    }
}
