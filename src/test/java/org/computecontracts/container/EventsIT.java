package org.computecontracts.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.computecontracts.container.KeptObservers.Heard;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;
import org.junit.jupiter.api.Test;

class EventsIT extends InContainer {
    @Inject
    KeptStore store;

    @Inject
    KeptObservers observers;

    @Inject
    Event<Kept> events;

    @Inject
    CurrentTenant current;

    private final String duty = "event/" + UUID.randomUUID();

    @Test
    void anObserverAfterTheCommitFindsWhatWasKept() throws InterruptedException {
        store.keepAndTell(duty);

        assertThat(next(observers.afterSuccess()).committed()).isTrue();
        assertThat(observers.afterFailure()).noneMatch(ours());
    }

    @Test
    void anObserverAfterTheCommitHearsNothingOfWhatWasTakenBack() throws InterruptedException {
        assertThatThrownBy(() -> store.keepTellAndFail(duty)).hasMessage("After it was told");

        assertThat(next(observers.afterFailure()).committed()).isFalse();
        assertThat(observers.afterSuccess()).noneMatch(ours());
    }

    /** The portal's way: the store has committed when it returns, then it is told. */
    @Test
    void whoIsToldAfterTheStoreFindsWhatWasKeptAndHasNoTransaction() throws InterruptedException {
        store.keep(duty);
        var unused = events.fireAsync(new Kept(duty));

        assertThat(next(observers.later())).isEqualTo(new Heard(duty, true, false, false));
    }

    @Test
    void whoIsToldActsForNobody() throws InterruptedException {
        current.set(new TenantId(UUID.randomUUID()), Set.of(Right.values()));

        var unused = events.fireAsync(new Kept(duty));

        assertThat(next(observers.later()).signedIn()).isFalse();
        assertThat(current.isSignedIn()).isTrue();
    }

    @Test
    void anObserverThatFailsKeepsNoOtherFromHearing() throws InterruptedException {
        var failing = KeptObservers.FAILING + duty;
        store.keep(failing);

        var told = events.fireAsync(new Kept(failing));

        assertThat(next(observers.later()).duty()).isEqualTo(failing);
        assertThat(told.toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
        assertThat(store.isCommitted(failing)).isTrue();
    }

    private Heard next(BlockingQueue<Heard> heard) throws InterruptedException {
        for (var one = heard.poll(30, TimeUnit.SECONDS); one != null; one = heard.poll(30, TimeUnit.SECONDS)) {
            if (ours().test(one)) {
                return one;
            }
        }
        throw new AssertionError("Nobody heard of " + duty + " within half a minute");
    }

    private Predicate<Heard> ours() {
        return one -> one.duty().endsWith(duty);
    }
}
