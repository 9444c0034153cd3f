package org.computecontracts.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.market.protocol.MarketProblem;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final RuntimeException OUTAGE = KernelProblem.OUTSIDE_UNREACHABLE.because("the directory is away");
    private static final RuntimeException REFUSAL = MarketProblem.NOT_OUR_BID.because("not ours");

    @Test
    void neverGivesUpWhatAContractWaitsForWhileSomebodyIsAway() {
        assertThat(Retries.pause(true, 100_000, OUTAGE)).contains(Duration.ofHours(1));
        assertThat(Retries.pause(false, 39, OUTAGE)).isPresent();
        assertThat(Retries.pause(false, 40, OUTAGE)).isEmpty();
    }

    @Test
    void asksAgainForSomeMinutesWhetherARefusalOfWhatIsUrgentStands() {
        assertThat(Retries.pause(true, 8, REFUSAL)).contains(Duration.ofSeconds(256));
        assertThat(Retries.pause(true, 9, REFUSAL)).isEmpty();
        assertThat(Retries.pause(false, 1, REFUSAL)).contains(Duration.ofSeconds(2));
        assertThat(Retries.pause(false, 4, REFUSAL)).isEmpty();
    }
}
