package org.computecontracts.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private final IntakeStore intake = DATABASE.store(IntakeStore.class);

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void eachVersionIsLookedAtOnce() {
        intake.add(rfp("one"), NOW);
        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("one"), 1));
        intake.done(rfp("one"));

        intake.add(rfp("one"), NOW);
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.add(rfp("two"), NOW);
        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("two"), 1));
    }

    @Test
    void whatIsBeingLookedAtIsNobodyElsesUntilThen() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);

        assertThat(claimed(NOW.plusSeconds(59))).isEmpty();
        assertThat(claimed(NOW.plusSeconds(61))).containsExactly(new DueRecord(rfp("one"), 2));
    }

    @Test
    void aFailureComesAgainUntilItIsForGood() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);
        intake.failed(rfp("one"), "not yet", false, NOW.plusSeconds(2));
        assertThat(claimed(NOW.plusSeconds(3))).hasSize(1);

        intake.failed(rfp("one"), "never", true, NOW.plusSeconds(4));
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.again(MarketNsid.RFP, NOW);
        assertThat(claimed(NOW.plusSeconds(999))).containsExactly(new DueRecord(rfp("one"), 1));
    }

    /** A version that was replaced while it was looked at must not be taken for the new one. */
    @Test
    void anAnswerToAnOldVersionSaysNothingOfTheNewOne() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);
        intake.add(rfp("two"), NOW);

        intake.done(rfp("one"));
        intake.failed(rfp("one"), "late", true, NOW);

        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("two"), 1));
    }

    @Test
    void remembersHowFarTheChangesWereFollowed() {
        assertThat(intake.position()).isEqualTo(ChangePoint.START);

        intake.add(List.of(rfp("one")), new ChangePoint(7, "at://x"), NOW);
        intake.add(List.of(), new ChangePoint(9, "at://y"), NOW);

        assertThat(intake.position()).isEqualTo(new ChangePoint(9, "at://y"));
        assertThat(claimed(NOW)).hasSize(1);
    }

    private List<DueRecord> claimed(Instant now) {
        return intake.claim(now, now.plusSeconds(60), 10);
    }

    private static StrongRef rfp(String content) {
        return new StrongRef(
                AtUri.of(ALICE, MarketNsid.RFP, "a"),
                Cid.ofRaw(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
