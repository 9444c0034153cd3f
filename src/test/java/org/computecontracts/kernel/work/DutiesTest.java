package org.computecontracts.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import java.time.Duration;
import java.util.Optional;
import org.computecontracts.kernel.Settings;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

class DutiesTest {
    private final Database database = Database.fresh();
    private final MovingClock clock = new MovingClock();
    private final Duties one = node("one");
    private final Duties two = node("two");

    private Duties node(String name) {
        var duties = new Duties();
        duties.store = database.store(DutyStore.class);
        duties.settings = new Settings();
        configure(duties.settings, "cc.kernel.node", Optional.of(name));
        duties.clock = clock;
        return duties;
    }

    @Test
    void oneNodeHasADutyForAsLongAsItAsks() {
        for (var i = 0; i < 5; i++) {
            assertThat(one.isOurs("contracts")).isTrue();
            assertThat(two.isOurs("contracts")).isFalse();
            clock.pass(Duration.ofSeconds(10));
        }
        assertThat(two.isOurs("another")).isTrue();
    }

    @Test
    void anotherHasItWhenItsNodeIsGone() {
        assertThat(one.isOurs("contracts")).isTrue();
        clock.pass(Duration.ofSeconds(16));

        assertThat(two.isOurs("contracts")).isTrue();
        assertThat(one.isOurs("contracts")).isFalse();
    }
}
