package org.computecontracts.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.computecontracts.trust.Village.ALICE;
import static org.computecontracts.trust.Village.BOB;
import static org.computecontracts.trust.Village.CAROL;
import static org.computecontracts.trust.Village.DAVE;
import static org.computecontracts.trust.Village.EVE;
import static org.computecontracts.trust.Village.person;
import static org.computecontracts.trust.Village.ref;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.trust.Verdict.Denounced;
import org.computecontracts.trust.Verdict.Unknown;
import org.computecontracts.trust.Verdict.Vouched;
import org.junit.jupiter.api.Test;

/** Market spec 6.6, rule by rule. */
class VerdictsTest {
    private final Village village = new Village();

    @Test
    void ownVouchAllows() {
        village.vouches(ALICE, BOB);

        assertThat(village.verdict(ALICE, BOB, 1))
                .isEqualTo(
                        new Vouched(ALICE, List.of(ALICE, BOB), "knows bob", List.of(ref(ALICE, BOB)), Village.WHEN));
    }

    @Test
    void ownDenounceIsFinalWhoeverVouches() {
        village.vouches(ALICE, BOB).denounces(ALICE, EVE).vouches(BOB, EVE);

        assertThat(village.verdict(ALICE, EVE, 3))
                .isEqualTo(new Denounced(
                        ALICE, List.of(ALICE, EVE), "resells access", List.of(ref(ALICE, EVE)), Village.WHEN));
    }

    @Test
    void ownVouchStandsAgainstADenounceFurtherAway() {
        village.vouches(ALICE, BOB).vouches(ALICE, EVE).denounces(BOB, EVE);

        assertThat(village.verdict(ALICE, EVE, 3)).isInstanceOf(Vouched.class);
    }

    @Test
    void nobodysWordIsUnknown() {
        village.vouches(ALICE, BOB);

        assertThat(village.verdict(ALICE, EVE, 3)).isEqualTo(new Unknown());
        assertThat(new Village().verdict(ALICE, EVE, 3)).isEqualTo(new Unknown());
    }

    @Test
    void oneHopMoreCountsOnlyWithinTheDepth() {
        village.vouches(ALICE, BOB).vouches(BOB, CAROL);

        assertThat(village.verdict(ALICE, CAROL, 1)).isInstanceOf(Unknown.class);
        assertThat(village.verdict(ALICE, CAROL, 2))
                .isEqualTo(new Vouched(
                        BOB,
                        List.of(ALICE, BOB, CAROL),
                        "knows carol",
                        List.of(ref(ALICE, BOB), ref(BOB, CAROL)),
                        Village.WHEN));
    }

    @Test
    void threeHopsCountAtDepthThree() {
        village.vouches(ALICE, BOB).vouches(BOB, CAROL).vouches(CAROL, DAVE);

        assertThat(village.verdict(ALICE, DAVE, 2)).isInstanceOf(Unknown.class);
        assertThat(village.verdict(ALICE, DAVE, 3))
                .asInstanceOf(type(Vouched.class))
                .satisfies(vouched -> assertThat(vouched.path()).containsExactly(ALICE, BOB, CAROL, DAVE));
    }

    @Test
    void aDenounceWinsATieAtTheSameDepth() {
        village.vouches(ALICE, BOB).vouches(ALICE, CAROL).vouches(BOB, EVE).denounces(CAROL, EVE);

        assertThat(village.verdict(ALICE, EVE, 2))
                .asInstanceOf(type(Denounced.class))
                .satisfies(denounced -> assertThat(denounced.path()).containsExactly(ALICE, CAROL, EVE));
    }

    @Test
    void theTieIsWonInWhateverOrderTheySpeak() {
        village.vouches(ALICE, CAROL).vouches(ALICE, BOB).denounces(CAROL, EVE).vouches(BOB, EVE);

        assertThat(village.verdict(ALICE, EVE, 2)).isInstanceOf(Denounced.class);
    }

    @Test
    void theSmallestDepthWithAWordDecides() {
        village.vouches(ALICE, BOB).vouches(BOB, CAROL).vouches(BOB, EVE).denounces(CAROL, EVE);

        assertThat(village.verdict(ALICE, EVE, 3)).isInstanceOf(Vouched.class);
    }

    @Test
    void theDenouncedAreNotHeard() {
        village.denounces(ALICE, EVE).vouches(EVE, DAVE);

        assertThat(village.verdict(ALICE, DAVE, 3)).isInstanceOf(Unknown.class);
    }

    @Test
    void whomATrustedOneDenouncesIsNotHeardEither() {
        village.vouches(ALICE, BOB)
                .vouches(ALICE, CAROL)
                .vouches(BOB, EVE)
                .denounces(CAROL, EVE)
                .vouches(EVE, DAVE);

        assertThat(village.verdict(ALICE, DAVE, 3)).isInstanceOf(Unknown.class);
    }

    @Test
    void theDenouncedDenounceInVain() {
        village.vouches(ALICE, BOB).denounces(ALICE, EVE).denounces(EVE, BOB);

        assertThat(village.verdict(ALICE, BOB, 3)).isInstanceOf(Vouched.class);
    }

    @Test
    void strangersDenounceInVain() {
        village.denounces(EVE, BOB).vouches(ALICE, CAROL);

        assertThat(village.verdict(ALICE, BOB, 3)).isInstanceOf(Unknown.class);
    }

    @Test
    void circlesEnd() {
        village.vouches(ALICE, BOB).vouches(BOB, CAROL).vouches(CAROL, ALICE).vouches(CAROL, BOB);

        assertThat(village.verdict(ALICE, EVE, 3)).isInstanceOf(Unknown.class);
    }

    @Test
    void vouchingForOneselfIsNothing() {
        village.vouches(ALICE, BOB).vouches(EVE, EVE).denounces(BOB, BOB);

        assertThat(village.verdict(ALICE, EVE, 3)).isInstanceOf(Unknown.class);
        assertThat(village.verdict(ALICE, BOB, 3)).isInstanceOf(Vouched.class);
    }

    @Test
    void onesOwnAccountNeedsNoVouch() {
        village.vouches(ALICE, BOB).denounces(BOB, ALICE);

        assertThat(village.verdict(ALICE, ALICE, 2)).isInstanceOf(Vouched.class);
    }

    @Test
    void whoCannotBeAskedMayHaveDenounced() {
        village.vouches(ALICE, BOB).vouches(ALICE, CAROL).vouches(BOB, EVE).cannotBeAsked(CAROL);

        assertThat(village.verdict(ALICE, EVE, 2)).isInstanceOf(Unknown.class);
    }

    @Test
    void whoCannotBeAskedDoesNotHideTheDenounceOfAnother() {
        village.vouches(ALICE, BOB).vouches(ALICE, CAROL).denounces(BOB, EVE).cannotBeAsked(CAROL);

        assertThat(village.verdict(ALICE, EVE, 2)).isInstanceOf(Denounced.class);
    }

    @Test
    void whoCannotBeAskedTakesNothingFromOnesOwnWord() {
        village.vouches(ALICE, BOB).vouches(ALICE, CAROL).cannotBeAsked(CAROL);

        assertThat(village.verdict(ALICE, BOB, 3)).isInstanceOf(Vouched.class);
    }

    @Test
    void aDenounceOfTheClaimedOperatorCounts() {
        village.vouches(ALICE, BOB).denounces(ALICE, EVE);

        assertThat(village.verdict(ALICE, claimedBy(BOB, EVE), 1))
                .asInstanceOf(type(Denounced.class))
                .satisfies(denounced -> assertThat(denounced.path()).containsExactly(ALICE, EVE, BOB));
    }

    @Test
    void aVouchForAnOperatorCountsOnlyWhenItConfirms() {
        village.vouches(ALICE, BOB);

        assertThat(village.verdict(ALICE, claimedBy(DAVE, BOB), 1)).isInstanceOf(Unknown.class);
        assertThat(village.verdict(ALICE, runBy(DAVE, BOB), 1))
                .asInstanceOf(type(Vouched.class))
                .satisfies(vouched -> {
                    assertThat(vouched.path()).containsExactly(ALICE, BOB, DAVE);
                    assertThat(vouched.evidence()).containsExactly(ref(ALICE, BOB), ref(DAVE, BOB), ref(BOB, DAVE));
                });
    }

    @Test
    void oneRunByTheEvaluatorNeedsNoVouch() {
        assertThat(village.verdict(ALICE, runBy(DAVE, ALICE), 1)).isInstanceOf(Vouched.class);
        assertThat(village.verdict(ALICE, claimedBy(DAVE, ALICE), 1)).isInstanceOf(Unknown.class);
    }

    @Test
    void moreJudgesThanAreHeardAllowNothing() {
        IntStream.range(0, 600).forEach(i -> village.vouches(ALICE, person("judge" + i)));
        village.vouches(person("judge1"), EVE);

        assertThat(village.verdict(ALICE, EVE, 2)).isInstanceOf(Unknown.class);
    }

    @Test
    void theGraphShowsTwoHopsAndWhatTheyMean() {
        village.vouches(ALICE, BOB).denounces(ALICE, EVE).vouches(BOB, CAROL).vouches(EVE, DAVE);

        var graph = new Neighbourhood(ALICE, village::heard).draw(Did::plcKey);

        assertThat(graph.nodes())
                .containsExactly(
                        new Graph.Node(ALICE, "alice", 0, "vouched"),
                        new Graph.Node(BOB, "bob", 1, "vouched"),
                        new Graph.Node(EVE, "eve", 1, "denounced"),
                        new Graph.Node(CAROL, "carol", 2, "vouched"));
        assertThat(graph.edges()).hasSize(3).extracting(Graph.Edge::from).containsExactly(ALICE, ALICE, BOB);
        assertThat(graph.cut()).isFalse();
    }

    @Test
    void aCrowdIsCutAndSaidToBe() {
        IntStream.range(0, 1000).forEach(i -> village.vouches(ALICE, person("friend" + i)));

        var graph = new Neighbourhood(ALICE, village::heard).draw(Did::plcKey);

        assertThat(graph.nodes()).hasSize(150);
        assertThat(graph.edges()).hasSizeLessThanOrEqualTo(400);
        assertThat(graph.cut()).isTrue();
    }

    private static Subject claimedBy(Did account, Did operator) {
        return new Subject(account, Map.of(operator, List.of(ref(account, operator))), Map.of());
    }

    private static Subject runBy(Did account, Did operator) {
        List<StrongRef> both = List.of(ref(account, operator), ref(operator, account));
        return new Subject(account, Map.of(operator, List.of(ref(account, operator))), Map.of(operator, both));
    }
}
