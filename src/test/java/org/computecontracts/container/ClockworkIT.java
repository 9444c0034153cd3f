package org.computecontracts.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.computecontracts.kernel.work.Clockwork;
import org.junit.jupiter.api.Test;

class ClockworkIT extends InContainer {
    @Inject
    Clockwork clockwork;

    @Inject
    KeptStore store;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Test
    void goesOnAfterTurnsThatFail() throws InterruptedException {
        var turns = turns(3, () -> {
            throw new IllegalStateException("A turn that a test lets fail");
        });

        assertThat(turns.areDone(3)).isTrue();
    }

    @Test
    void goesOnAfterAnError() throws InterruptedException {
        var turns = turns(3, () -> {
            throw new StackOverflowError("A turn that a test lets fail");
        });

        assertThat(turns.areDone(3)).isTrue();
    }

    /** A transaction that a turn left open would be the next turn's. */
    @Test
    void noTurnHasATransactionNotEvenAfterOneThatFailed() throws InterruptedException {
        var statuses = new LinkedBlockingQueue<Integer>();

        var turns = turns(3, () -> {
            statuses.add(transactions.getTransactionStatus());
            store.keepAndFail("turn/" + UUID.randomUUID());
        });

        assertThat(turns.areDone(3)).isTrue();
        assertThat(statuses).hasSize(3).containsOnly(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void whatATurnHasDoneStaysWhenTheRestFails() throws InterruptedException {
        var done = "turn/" + UUID.randomUUID();
        var failed = "turn/" + UUID.randomUUID();

        var turns = turns(1, () -> {
            store.keep(done);
            store.keepAndFail(failed);
        });

        assertThat(turns.areDone(1)).isTrue();
        assertThat(store.isCommitted(done)).isTrue();
        assertThat(store.isCommitted(failed)).isFalse();
    }

    /** Handed over by an enterprise bean, they would find themselves in each other's transactions: docs/decisions/0017. */
    @Test
    void tasksThatATurnHandsOverHaveTheirOwnConnections() throws InterruptedException {
        var seen = new LinkedBlockingQueue<Boolean>();

        var turns = turns(1, () -> seen.addAll(together(256)));

        assertThat(turns.areDone(1)).isTrue();
        assertThat(seen).hasSize(256).doesNotContain(false);
    }

    /** Every other one in a transaction. */
    private List<Boolean> together(int tasks) {
        return IntStream.range(0, tasks)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> isSeen(i % 2 == 0), executor))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private boolean isSeen(boolean inTransaction) {
        var duty = "handed over/" + UUID.randomUUID();
        if (!inTransaction) {
            return store.isKeptAtOnce(duty);
        }
        store.keepSlowly(duty);
        return store.isCommitted(duty);
    }

    @Test
    void aSlowKindKeepsNoOtherWaitingAndNeverRunsTwiceAtOnce() throws InterruptedException {
        var slow = new AtomicInteger();
        var end = new CountDownLatch(1);
        var unused = turns(2, () -> {
            slow.incrementAndGet();
            await(end);
        });

        try {
            assertThat(turns(10, () -> {}).areDone(10)).isTrue();
            assertThat(slow).hasValueLessThan(2);
        } finally {
            end.countDown();
        }
    }

    private Turns turns(int most, Runnable work) {
        return Turns.of(clockwork, most, work);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
