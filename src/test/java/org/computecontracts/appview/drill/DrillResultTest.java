package org.computecontracts.appview.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.junit.jupiter.api.Test;

class DrillResultTest {
    private static final Did ALICE = new Did("did:plc:aliceaaaaaaaaaaaaaaaaaaa");
    private static final Did BOB = new Did("did:plc:bobbbbbbbbbbbbbbbbbbbbbb");
    private static final Did EVE = new Did("did:plc:eveeeeeeeeeeeeeeeeeeeeee");
    private static final Tid EARLIER = new Tid("3maaaaaaaaa2a");
    private static final Tid LATER = new Tid("3mbbbbbbbbb2a");

    private final ViewCut before = new ViewCut(
            Map.of(ALICE, EARLIER, BOB, EARLIER, EVE, EARLIER),
            Map.of(ALICE, "a", BOB, "b", EVE, "e"),
            Map.of(ALICE, "request", BOB, "bid", EVE, "bid"));

    @Test
    void isTheSameWhenAllAreRead() {
        var result = DrillResult.of(before, before, 3, 7);

        assertThat(result.before()).isEqualTo(result.after());
        assertThat(result.differing()).isEmpty();
        assertThat(result).extracting(DrillResult::repos, DrillResult::aside).containsExactly(3, 0);
    }

    @Test
    void leavesAsideWhoWroteMeanwhileAndWhoCouldNotBeRead() {
        var read = new HashMap<>(before.read());
        read.put(BOB, LATER);
        read.remove(EVE);
        var after = new ViewCut(read, Map.of(ALICE, "a", BOB, "b and more"), Map.of(ALICE, "request"));

        var result = DrillResult.of(before, after, 3, 2);

        assertThat(result.before()).isEqualTo(result.after());
        assertThat(result).extracting(DrillResult::repos, DrillResult::aside).containsExactly(1, 2);
    }

    @Test
    void namesWhoseRecordsAreMissingAndOfWhomSomethingElseIsSaid() {
        var after = new ViewCut(
                before.read(), Map.of(ALICE, "a", EVE, "e"), Map.of(ALICE, "request", BOB, "bid", EVE, "nothing"));

        var result = DrillResult.of(before, after, 3, 2);

        assertThat(result.before()).isNotEqualTo(result.after());
        assertThat(result.differing()).containsExactly(BOB, EVE);
    }
}
