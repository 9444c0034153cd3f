package org.computecontracts.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

class LocalLimitTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final MovingClock clock = new MovingClock();
    private final LocalLimit limit = new LocalLimit(new Quota(2, WINDOW), () -> clock);

    @Test
    void allComeBackTogetherWhenTheWindowEnds() {
        assertThat(limit.take("a").left()).isOne();
        clock.pass(Duration.ofMinutes(4));
        assertThat(limit.take("a").granted()).isTrue();
        assertThat(limit.take("a").granted()).isFalse();
        assertThat(limit.take("a").reset()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));

        clock.pass(Duration.ofMinutes(1));
        assertThat(limit.take("a").granted()).isTrue();
    }

    @Test
    void whoAsksWithoutEndDoesNotGetOutOfItByManyNames() {
        limit.take("a");
        limit.take("a");

        for (var other = 0; other < 300_000; other++) {
            limit.take("other " + other);
            if (other % 100 == 0) {
                assertThat(limit.take("a").granted()).isFalse();
            }
        }
    }

    @Test
    void noneIsNoLimit() {
        var none = new LocalLimit(new Quota(0, WINDOW), () -> clock);

        for (var i = 0; i < 10; i++) {
            assertThat(none.take("a").granted()).isTrue();
        }
    }
}
