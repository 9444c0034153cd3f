package org.computecontracts.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

class CachesTest {
    private static final int MOST = 1000;

    private final MovingClock clock = new MovingClock();

    @Test
    void aFloodOfStrangersNeitherBreaksTheBoundNorPushesOutWhatIsInUse() {
        var cache = Caches.caffeine().maximumSize(MOST).<Integer, String>build();
        for (var own = 0; own < 10; own++) {
            cache.put(own, "in use");
        }

        for (var stranger = 10; stranger < 100_000; stranger++) {
            cache.put(stranger, "once");
            cache.getIfPresent(stranger % 10);
            if (stranger % 10_000 == 0) {
                assertThat(cache.estimatedSize()).isLessThanOrEqualTo(MOST);
            }
        }

        assertThat(cache.estimatedSize()).isLessThanOrEqualTo(MOST);
        for (var own = 0; own < 10; own++) {
            assertThat(cache.getIfPresent(own)).isEqualTo("in use");
        }
    }

    @Test
    void entriesAgeByTheInjectedClock() {
        var cache = Caches.caffeine(() -> clock)
                .expireAfterWrite(Duration.ofMinutes(5))
                .<String, String>build();
        cache.put("key", "value");

        clock.pass(Duration.ofMinutes(5).minusNanos(1000));
        assertThat(cache.getIfPresent("key")).isEqualTo("value");
        clock.pass(Duration.ofNanos(1000));
        assertThat(cache.getIfPresent("key")).isNull();
    }

    @Test
    void aClockSetBackForgetsNothingAndKeepsNothingForEver() {
        var cache = Caches.caffeine(() -> clock)
                .expireAfterWrite(Duration.ofMinutes(5))
                .<String, String>build();
        cache.put("key", "value");

        clock.pass(Duration.ofMinutes(-3));
        assertThat(cache.getIfPresent("key")).isEqualTo("value");
        clock.pass(Duration.ofMinutes(8));
        assertThat(cache.getIfPresent("key")).isNull();
    }
}
