package org.computecontracts.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.computecontracts.kernel.CurrentTenant;

/** All the ways to hear of what was kept, each with what it found. */
@ApplicationScoped
public class KeptObservers {
    /** One that heard, and what it found there. */
    record Heard(String duty, boolean committed, boolean inTransaction, boolean signedIn) {}

    /** Where an event of this prefix is heard, the first to hear it fails. */
    static final String FAILING = "failing/";

    private final BlockingQueue<Heard> afterSuccess = new LinkedBlockingQueue<>();
    private final BlockingQueue<Heard> afterFailure = new LinkedBlockingQueue<>();
    private final BlockingQueue<Heard> later = new LinkedBlockingQueue<>();

    @Inject
    KeptStore store;

    @Inject
    CurrentTenant current;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    BlockingQueue<Heard> afterSuccess() {
        return afterSuccess;
    }

    BlockingQueue<Heard> afterFailure() {
        return afterFailure;
    }

    BlockingQueue<Heard> later() {
        return later;
    }

    void succeeded(@Observes(during = TransactionPhase.AFTER_SUCCESS) Kept kept) {
        afterSuccess.add(heard(kept));
    }

    void failed(@Observes(during = TransactionPhase.AFTER_FAILURE) Kept kept) {
        afterFailure.add(heard(kept));
    }

    void failing(@ObservesAsync Kept kept) {
        if (kept.duty().startsWith(FAILING)) {
            throw new IllegalStateException("An observer that a test lets fail");
        }
    }

    void on(@ObservesAsync Kept kept) {
        later.add(heard(kept));
    }

    private Heard heard(Kept kept) {
        return new Heard(
                kept.duty(),
                store.isCommitted(kept.duty()),
                transactions.getTransactionStatus() == Status.STATUS_ACTIVE,
                current.isSignedIn());
    }
}
