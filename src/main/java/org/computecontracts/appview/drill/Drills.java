package org.computecontracts.appview.drill;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.appview.AppviewProblem;
import org.computecontracts.appview.MarketView;
import org.computecontracts.appview.ViewSchema;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.view.NetworkRebuild;

/**
 * Shows that the view can be made anew from the network alone: every night beside the one in use, and when an operator asks
 * for it in its place. Keys, sessions, contracts, ledger and audit trail are no part of it.
 */
@ApplicationScoped
public class Drills {
    private static final Logger LOG = Logger.getLogger(Drills.class.getName());
    private static final int MOST = 30;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Inject
    NetworkRebuild network;

    @Inject
    DrillReading reading;

    @Inject
    ViewDigestStore digests;

    @Inject
    MarketView view;

    @Inject
    DrillStore store;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** Newest first. */
    public List<Drill> latest() {
        return store.latest(MOST);
    }

    /** DRILL_NOT_FOUND. */
    public Drill get(UUID id) {
        return store.find(id).orElseThrow(() -> AppviewProblem.DRILL_NOT_FOUND.because("No drill %s", id));
    }

    /** Begins and returns at once; DRILL_RUNNING. */
    public Drill begin(Drill.Purpose purpose) {
        var id = UUID.randomUUID();
        store.begin(id, purpose, clock.instant());
        executor.execute(() -> run(id, purpose));
        return get(id);
    }

    void run(UUID id, Drill.Purpose purpose) {
        try {
            switch (purpose) {
                case DRILL -> drill(id);
                case REBUILD -> rebuild(id);
            }
        } catch (ProblemException e) {
            store.fail(id, e.detail(), clock.instant());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The view was not made anew", e);
            store.fail(id, "It was broken off; the log says why.", clock.instant());
        }
    }

    private void drill(UUID id) {
        var read = reading.read();
        reading.catchUp(read);
        store.end(
                id, DrillResult.of(live(), reading.cut(read), network.repoCount(), digests.drilled()), clock.instant());
        digests.clearDrill();
    }

    /**
     * First it is tried who can be read at all: the others are left as they are. Then what the network says is dropped, so
     * that nothing that is read meanwhile can bring the old view back.
     */
    private void rebuild(UUID id) {
        var aside = reading.unreadable();
        awaitAll(aside);
        var before = live();
        network.forget(aside);
        digests.clearLive();
        awaitAll(aside);
        store.end(id, DrillResult.of(before, live(), network.repoCount(), network.recordCount()), clock.instant());
    }

    /** The view in use, without the accounts that were written to while it was taken. */
    private ViewCut live() {
        var read = network.read();
        awaitView();
        var records = network.hashes();
        var said = digests.hashes(ViewSchema.LIVE);
        read.entrySet().retainAll(network.read().entrySet());
        return new ViewCut(read, records, said);
    }

    private void awaitAll(List<Did> aside) {
        await(() -> network.isSynchronised(aside));
        awaitView();
    }

    /** Another thread, or another node, may be reading what has come. */
    private void awaitView() {
        var end = network.newest();
        await(() -> view.isPast(end));
    }

    private void await(BooleanSupplier condition) {
        var deadline = clock.instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (clock.instant().isAfter(deadline)) {
                throw AppviewProblem.DRILL_INCOMPLETE.because(
                        "Not everything could be read within %d minutes; the rest follows as it can",
                        PATIENCE.toMinutes());
            }
            view.catchUp();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is being stopped", e);
        }
    }
}
