package org.computecontracts.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.Threads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingCallsTest {
    private final WaitingCalls calls = new WaitingCalls();

    @BeforeEach
    void onThreadsOfItsOwn() {
        calls.threads = Threads.factory();
    }

    /** Whoever asks for what takes long may have no more threads than there are for it. */
    @Test
    void refusesOneTooManyAndGoesOnWhenOneIsOver() throws InterruptedException {
        var end = new CountDownLatch(1);
        var ended = new CountDownLatch(WaitingCalls.MOST);
        for (var i = 0; i < WaitingCalls.MOST; i++) {
            calls.begin(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ended.countDown();
            });
        }
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> calls.begin(() -> {}))
                .extracting(ProblemException::type)
                .isEqualTo(KernelProblem.TOO_BUSY);

        end.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(begins()).isTrue();
    }

    @Test
    void whatThrowsIsOver() throws InterruptedException {
        for (var i = 0; i < 2 * WaitingCalls.MOST; i++) {
            var thrown = new CountDownLatch(1);
            assertThat(begins(() -> {
                        thrown.countDown();
                        throw new IllegalStateException("as it may");
                    }))
                    .isTrue();
            assertThat(thrown.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean begins() throws InterruptedException {
        return begins(() -> {});
    }

    /** A thread that has done its work may have to be gone yet. */
    private boolean begins(Runnable call) throws InterruptedException {
        for (var tries = 0; tries < 200; tries++) {
            try {
                calls.begin(call);
                return true;
            } catch (ProblemException e) {
                Thread.sleep(10);
            }
        }
        return false;
    }
}
