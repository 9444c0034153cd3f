package org.computecontracts.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private final IntakeStore intake = DATABASE.store(IntakeStore.class);

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void eachVersionIsLookedAtOnce() {
        intake.add(rfp("one"), NOW);
        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("one"), false, 1));
        intake.done(rfp("one"));

        intake.add(rfp("one"), NOW);
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.add(rfp("two"), NOW);
        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("two"), false, 1));
    }

    @Test
    void whatIsBeingLookedAtIsNobodyElsesUntilThen() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);

        assertThat(claimed(NOW.plusSeconds(59))).isEmpty();
        assertThat(claimed(NOW.plusSeconds(61))).containsExactly(new DueRecord(rfp("one"), false, 2));
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
        assertThat(claimed(NOW.plusSeconds(999))).containsExactly(new DueRecord(rfp("one"), false, 1));
    }

    /** A version that was replaced while it was looked at must not be taken for the new one. */
    @Test
    void anAnswerToAnOldVersionSaysNothingOfTheNewOne() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);
        intake.add(rfp("two"), NOW);

        intake.done(rfp("one"));
        intake.failed(rfp("one"), "late", true, NOW);

        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("two"), false, 1));
    }

    @Test
    void remembersHowFarTheChangesWereFollowed() {
        assertThat(intake.position()).isEqualTo(ChangePoint.START);

        intake.add(List.of(rfp("one")), new ChangePoint(7, "at://x"), NOW);
        intake.add(List.of(), new ChangePoint(9, "at://y"), NOW);

        assertThat(intake.position()).isEqualTo(new ChangePoint(9, "at://y"));
        assertThat(claimed(NOW)).hasSize(1);
    }

    @Test
    void aFloodOfOneAuthorWaitsForItselfAndNotOthersForIt() {
        for (var number = 0; number < 300; number++) {
            intake.add(record(EVE, MarketNsid.BID, "b" + number), NOW);
        }
        intake.add(rfp("one"), NOW.plusSeconds(1));
        intake.add(record(EVE, MarketNsid.EVENT, "e"), NOW);

        var claimed = intake.claim(IntakePriority.of(false), NOW.plusSeconds(3600), NOW.plusSeconds(3660));
        var urgent = intake.claim(IntakePriority.of(true), NOW.plusSeconds(3600), NOW.plusSeconds(3660));

        assertThat(claimed).extracting(due -> due.ref().uri().authority()).containsExactlyInAnyOrder(EVE, EVE, ALICE);
        assertThat(urgent).singleElement().matches(DueRecord::urgent);
    }

    @Test
    void passesOverAnAuthorWhoHoldsAllTheHandsThatOneMay() {
        var lane = IntakePriority.of(false);
        lane.hands().take(EVE);
        lane.hands().take(EVE);
        intake.add(record(EVE, MarketNsid.BID, "b"), NOW);
        intake.add(rfp("one"), NOW);

        assertThat(intake.claim(lane, NOW, NOW.plusSeconds(60)))
                .extracting(DueRecord::ref)
                .containsExactly(rfp("one"));
        assertThat(lane.hands().take(EVE)).isFalse();
    }

    @Test
    void whatWasPutBackIsDueAsBefore() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);
        intake.putBack(rfp("one"), NOW);

        assertThat(claimed(NOW)).containsExactly(new DueRecord(rfp("one"), false, 1));
    }

    private static StrongRef record(Did author, Nsid collection, String rkey) {
        return new StrongRef(
                AtUri.of(author, collection, rkey), Cid.ofRaw(rkey.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private List<DueRecord> claimed(Instant now) {
        return intake.claim(IntakePriority.of(false), now, now.plusSeconds(60));
    }

    private static StrongRef rfp(String content) {
        return new StrongRef(
                AtUri.of(ALICE, MarketNsid.RFP, "a"),
                Cid.ofRaw(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
