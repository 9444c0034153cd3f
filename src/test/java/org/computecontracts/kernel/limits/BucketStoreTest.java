package org.computecontracts.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BucketStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Quota QUOTA = new Quota(20, Duration.ofMinutes(5));

    private final MovingClock clock = new MovingClock();
    private final BucketStore one = Buckets.in(DATABASE, clock);
    private final BucketStore other = Buckets.in(DATABASE, clock);

    @BeforeEach
    void nobodyTried() {
        DATABASE.clear();
    }

    @Test
    void twoNodesAtOnceGrantNoMoreThanOneWould() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var attempts = threads.invokeAll(IntStream.range(0, 60)
                    .<Callable<Attempt>>mapToObj(i -> () -> (i % 2 == 0 ? one : other).take("guess", QUOTA))
                    .toList());

            var granted = new ArrayList<Integer>();
            for (var attempt : attempts) {
                if (attempt.get().granted()) {
                    granted.add(attempt.get().left());
                }
            }
            assertThat(granted).hasSize(QUOTA.most()).doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsWhenTheQuotaIsWholeAgainAndKeepsToIt() {
        var first = one.take("guess", QUOTA);
        assertThat(first.left()).isEqualTo(19);
        assertThat(first.reset()).isEqualTo(clock.instant().plus(QUOTA.window()));
        clock.pass(Duration.ofMinutes(4));
        useUp("guess");

        var refused = other.take("guess", QUOTA);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.reset()).isEqualTo(first.reset());
        clock.set(first.reset().minusMillis(1));
        assertThat(one.take("guess", QUOTA).granted()).isFalse();
        clock.set(first.reset());
        assertThat(one.take("guess", QUOTA).left()).isEqualTo(19);
    }

    @Test
    void aNewNodeKnowsWhatWasCountedBefore() {
        useUp("guess");

        assertThat(Buckets.in(DATABASE, clock).take("guess", QUOTA).granted()).isFalse();
    }

    @Test
    void nobodyPaysForAnother() {
        useUp("guess");

        assertThat(one.take("guess ", QUOTA).granted()).isTrue();
        assertThat(one.take("guess", new Quota(20, Duration.ofDays(1))).granted())
                .isTrue();
        assertThat(one.take("x".repeat(100_000), QUOTA).granted()).isTrue();
    }

    @Test
    void isAsIfThereHadBeenNoneAfterItIsForgotten() {
        useUp("guess");

        other.forget("guess", QUOTA);

        assertThat(one.take("guess", QUOTA).left()).isEqualTo(19);
    }

    @Test
    void aFloodOfKeysIsForgottenWhenItsWindowHasEnded() {
        for (var i = 0; i < 20; i++) {
            one.take("stranger " + i, QUOTA);
        }
        var slow = new Quota(1, Duration.ofDays(1));
        one.take("slow", slow);

        one.forgetOld();
        assertThat(rows()).isEqualTo(21);

        elapse(QUOTA.window().plusSeconds(11));
        one.forgetOld();
        assertThat(rows()).isOne();
        assertThat(one.take("slow", slow).granted()).isFalse();
    }

    /** When a count may be forgotten is kept by the system's clock. */
    private static void elapse(Duration time) {
        DATABASE.inTransaction(em -> em.createNativeQuery("update rate_limit set expires_at = expires_at - ?1")
                .setParameter(1, time.toMillis())
                .executeUpdate());
    }

    @Test
    void noneIsNoLimitAndLeavesNothingBehind() {
        assertThat(one.take("guess", new Quota(0, QUOTA.window())).granted()).isTrue();

        assertThat(rows()).isZero();
    }

    private void useUp(String key) {
        while (one.take(key, QUOTA).granted()) {}
    }

    private static long rows() {
        return DATABASE.inTransaction(em -> ((Number)
                        em.createNativeQuery("select count(*) from rate_limit").getSingleResult())
                .longValue());
    }
}
