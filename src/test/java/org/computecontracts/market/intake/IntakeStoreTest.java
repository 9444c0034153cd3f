package org.computecontracts.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.work.ClaimTurn;
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
        var first = claimed(NOW).getFirst();
        assertThat(first.attempts()).isEqualTo(1);
        intake.done(first);

        intake.add(rfp("one"), NOW);
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.add(rfp("two"), NOW);
        assertThat(claimed(NOW)).singleElement().matches(isThe(rfp("two"), 1));
    }

    @Test
    void whatIsBeingLookedAtIsNobodyElsesUntilThen() {
        intake.add(rfp("one"), NOW);
        claimed(NOW);

        assertThat(claimed(NOW.plusSeconds(59))).isEmpty();
        assertThat(claimed(NOW.plusSeconds(61))).singleElement().matches(isThe(rfp("one"), 2));
    }

    @Test
    void aFailureComesAgainUntilItIsForGood() {
        intake.add(rfp("one"), NOW);
        intake.failed(claimed(NOW).getFirst(), "not yet", NOW.plusSeconds(2));
        assertThat(claimed(NOW.plusSeconds(1))).isEmpty();

        intake.givenUp(claimed(NOW.plusSeconds(3)).getFirst(), "never");
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.again(MarketNsid.RFP, NOW);
        assertThat(claimed(NOW.plusSeconds(999))).singleElement().matches(isThe(rfp("one"), 1));
    }

    /** A version that was replaced while it was looked at must not be taken for the new one. */
    @Test
    void anAnswerToAnOldVersionSaysNothingOfTheNewOne() {
        intake.add(rfp("one"), NOW);
        var old = claimed(NOW).getFirst();
        intake.add(rfp("two"), NOW);
        assertThat(claimed(NOW)).as("one look at a time").isEmpty();

        intake.done(old);

        assertThat(claimed(NOW)).singleElement().matches(isThe(rfp("two"), 1));
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

        var claimed = claimed(NOW.plusSeconds(3600));
        var urgent = intake.claim(true, turn(NOW.plusSeconds(3600), List.of()));

        assertThat(claimed).extracting(due -> due.ref().uri().authority()).containsExactlyInAnyOrder(EVE, EVE, ALICE);
        assertThat(urgent).singleElement().matches(DueRecord::urgent);
    }

    @Test
    void passesOverAnAuthorWhoHoldsAllTheHandsThatOneMay() {
        intake.add(record(EVE, MarketNsid.BID, "b"), NOW);
        intake.add(rfp("one"), NOW);

        assertThat(intake.claim(false, turn(NOW, List.of(EVE.value(), EVE.value()))))
                .extracting(DueRecord::ref)
                .containsExactly(rfp("one"));
    }

    /** Who brings one wants to know what came of it, though it was looked at before, or just is. */
    @Test
    void whatIsSubmittedIsLookedAtOnceMore() {
        intake.add(rfp("one"), NOW);
        var look = claimed(NOW).getFirst();
        intake.submit(rfp("one"), NOW);
        intake.done(look);

        var again = claimed(NOW).getFirst();
        assertThat(again.submitted()).isTrue();
        intake.done(again);
        assertThat(claimed(NOW.plusSeconds(999))).isEmpty();

        intake.submit(rfp("one"), NOW);
        assertThat(claimed(NOW)).hasSize(1);
    }

    /** It goes the way of what is read: nobody has brought it. */
    @Test
    void aVersionThatWasReadIsNotTakenForTheOneThatWasSubmitted() {
        intake.submit(rfp("one"), NOW);
        intake.done(claimed(NOW).getFirst());

        intake.add(rfp("two"), NOW);

        assertThat(claimed(NOW)).singleElement().matches(due -> !due.submitted());
    }

    private static StrongRef record(Did author, Nsid collection, String rkey) {
        return new StrongRef(
                AtUri.of(author, collection, rkey), Cid.ofRaw(rkey.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private List<DueRecord> claimed(Instant now) {
        return intake.claim(false, turn(now, List.of()));
    }

    private static ClaimTurn turn(Instant now, List<String> held) {
        return new ClaimTurn("node", now, now.plusSeconds(60), 16, held);
    }

    private static Predicate<DueRecord> isThe(StrongRef record, int attempt) {
        return due -> due.ref().equals(record) && due.attempts() == attempt;
    }

    private static StrongRef rfp(String content) {
        return new StrongRef(
                AtUri.of(ALICE, MarketNsid.RFP, "a"),
                Cid.ofRaw(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
