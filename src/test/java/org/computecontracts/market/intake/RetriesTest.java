package org.computecontracts.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.market.protocol.MarketProblem;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final RuntimeException OUTAGE = KernelProblem.OUTSIDE_UNREACHABLE.because("the directory is away");
    private static final RuntimeException REFUSAL = MarketProblem.NOT_OUR_BID.because("not ours");

    @Test
    void neverGivesUpWhatAContractWaitsForWhileSomebodyIsAway() {
        assertThat(Retries.isLast(due(true, 100_000), OUTAGE)).isFalse();
        assertThat(Retries.isLast(due(false, 39), OUTAGE)).isFalse();
        assertThat(Retries.isLast(due(false, 40), OUTAGE)).isTrue();
    }

    @Test
    void asksAgainForSomeMinutesWhetherARefusalOfWhatIsUrgentStands() {
        assertThat(Retries.isLast(due(true, 8), REFUSAL)).isFalse();
        assertThat(Retries.isLast(due(true, 9), REFUSAL)).isTrue();
        assertThat(Retries.isLast(due(false, 4), REFUSAL)).isTrue();
    }

    @Test
    void waitsLongerEachTimeButNoLongerThanAnHour() {
        assertThat(Retries.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Retries.pause(8)).isEqualTo(Duration.ofSeconds(256));
        assertThat(Retries.pause(100_000)).isEqualTo(Duration.ofHours(1));
    }

    private static DueRecord due(boolean urgent, int attempts) {
        var uri = new AtUri("at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/com.publicdomainrelay.temp.market.accept/a");
        return new DueRecord(new StrongRef(uri, Cid.ofRecord(Json.object())), urgent, attempts);
    }
}
