package org.computecontracts.market.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.QueueWorker;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.DueContract;

/** Looks after every contract that is still under way and due, together with the other nodes. */
@ApplicationScoped
class ProgressTimer {
    /** More than may hang at slow servers at once: those cost a thread each, and no more. */
    private static final int HANDS = 128;

    private static final Duration TICK = Duration.ofSeconds(1);

    @Inject
    ContractStore contracts;

    @Inject
    Progress progress;

    @Inject
    Clock clock;

    /** A step may wait for strangers: too long for one of the executor's few. */
    @Resource
    ManagedThreadFactory threads;

    private final QueueWorker<DueContract> worker = new QueueWorker<>(
            HANDS,
            () -> clock.instant(),
            step -> threads.newThread(step).start(),
            turn -> contracts.claim(turn),
            (holder, keys, until) -> contracts.renew(holder, keys, until),
            this::look);

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(TICK, this::tick);
        clockwork.every(QueueWorker.SIGN_OF_LIFE, this::hold);
    }

    void tick() {
        worker.work();
    }

    void hold() {
        worker.hold();
    }

    private void look(DueContract due) {
        try {
            progress.advance(due.tenant(), due.id());
        } finally {
            contracts.release(due, clock.instant().plus(TICK));
        }
    }
}
