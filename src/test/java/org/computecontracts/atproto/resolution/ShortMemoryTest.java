package org.computecontracts.atproto.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

class ShortMemoryTest {
    private final MovingClock clock = new MovingClock(Instant.EPOCH);
    private final ShortMemory<String, String> memory =
            new ShortMemory<>(clock, Duration.ofMinutes(5), Duration.ofSeconds(10));

    @Test
    void asksAgainSoonWhenTheOtherSideWasAway() {
        Supplier<String> away = () -> {
            throw KernelProblem.OUTSIDE_FAILED.because("starting");
        };

        assertThatThrownBy(() -> memory.get("key", away)).isInstanceOf(ProblemException.class);
        clock.pass(Duration.ofMillis(1100));

        assertThat(memory.get("key", () -> "back")).isEqualTo("back");
    }

    @Test
    void doesNotRememberWhatWasAskedBeforeItWasForgotten() {
        assertThat(memory.get("key", () -> {
                    memory.forget("key");
                    return "former";
                }))
                .isEqualTo("former");

        assertThat(memory.get("key", () -> "present")).isEqualTo("present");
    }

    @Test
    void believesForAWhileThatThereIsNone() {
        Supplier<String> none = () -> {
            throw KernelProblem.NOT_FOUND.because("none");
        };

        assertThatThrownBy(() -> memory.get("key", none)).isInstanceOf(ProblemException.class);
        clock.pass(Duration.ofMillis(1100));

        assertThatThrownBy(() -> memory.get("key", () -> "new")).hasMessageContaining("none");
    }

    @Test
    void asksAgainWhenItsLifeIsOver() {
        memory.get("key", () -> "former");

        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(memory.get("key", () -> "present")).isEqualTo("former");
        clock.pass(Duration.ofMillis(1));
        assertThat(memory.get("key", () -> "present")).isEqualTo("present");
    }

    @Test
    void wantsOneNoOlderThanAsked() {
        memory.get("key", () -> "former");
        clock.pass(Duration.ofSeconds(2));

        assertThat(memory.fresh("key", Duration.ofSeconds(3), () -> "present")).isEqualTo("former");
        assertThat(memory.fresh("key", Duration.ofSeconds(1), () -> "present")).isEqualTo("present");
    }

    @Test
    void whatIsAskedForOftenOutlivesAFloodOfStrangers() {
        for (var stranger = 0; stranger < 50_000; stranger++) {
            memory.get("stranger " + stranger, () -> "once");
            memory.get("key", () -> "known");
        }

        assertThat(memory.get("key", () -> "asked again")).isEqualTo("known");
    }
}
