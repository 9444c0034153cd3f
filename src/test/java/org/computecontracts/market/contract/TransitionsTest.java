package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.computecontracts.testing.Injection.defaults;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Transition.Overrun;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table says what the entity does, row by row. */
class TransitionsTest {
    private static final TenantId TENANT = TenantId.random();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** All that ever happens to a contract. */
    private static final List<Consumer<Contract>> VERBS = List.of(
            c -> c.published(Agreement.ref(Agreement.ALICE, MarketNsid.RFP), NOW),
            c -> c.award(Agreement.ref(Agreement.BOB, MarketNsid.BID), Agreement.BOB, NOW),
            c -> c.bid(Agreement.ref(Agreement.BOB, MarketNsid.BID), Optional.empty(), NOW),
            c -> c.declined("no", NOW),
            c -> c.accepted(
                    c.records().accept().orElseGet(() -> Agreement.ref(Agreement.ALICE, MarketNsid.ACCEPT)), NOW),
            c -> c.paid(NOW),
            c -> c.receipted(NOW),
            c -> c.running(Optional.empty(), NOW),
            c -> c.reachable(URI.create("https://web--alice.test"), NOW),
            c -> c.end(Side.REQUESTER, NOW),
            c -> c.end(Side.PROVIDER, NOW),
            c -> c.abandoned(NOW),
            c -> c.failed("it broke", NOW),
            c -> c.stopped("it stopped", NOW),
            c -> c.lost("it is gone", NOW),
            c -> c.givenUp("it never works", NOW),
            c -> c.ended(NOW));

    private final MarketSettings settings = defaults(new MarketSettings());

    static List<Transition> rows() {
        return Transitions.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leadsWhereAnythingThatHappensLeads(Transition row) {
        var reached = EnumSet.noneOf(ContractState.class);
        for (var verb : VERBS) {
            var contract = Agreement.in(TENANT, row.side(), row.state(), NOW);
            try {
                verb.accept(contract);
            } catch (ProblemException refused) {
                assertThat(contract.state()).as(refused.detail()).isEqualTo(row.state());
            }
            reached.add(contract.state());
        }
        reached.remove(row.state());

        assertThat(reached).isEqualTo(row.next());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leavesAStateWhenItsTimeIsOverAndSaysWhy(Transition row) {
        var contract = Agreement.in(TENANT, row.side(), row.state(), NOW);
        var longAfter = NOW.plus(Duration.ofDays(400));
        assertThat(row.isOver(contract, settings, NOW)).isFalse();
        assertThat(row.isOver(contract, settings, longAfter)).isEqualTo(row.then() != Overrun.NOTHING);

        var reason = row.missed(contract, settings);
        row.runOut(contract, reason, longAfter);
        row.runOut(contract, reason, longAfter);

        if (row.then() == Overrun.NOTHING) {
            assertThat(contract.state()).isEqualTo(row.state());
        } else {
            assertThat(row.next()).contains(contract.state());
            assertThat(reason).isNotBlank();
        }
    }

    /** What the clock does not end lives by its machine, or waits for what comes to an end in time itself. */
    @Test
    void everyStateHasAnEndInTime() {
        assertThat(Transitions.all())
                .filteredOn(row -> row.state().isUnderWay() && row.then() == Overrun.NOTHING)
                .extracting(row -> row.side() + " " + row.state())
                .containsExactlyInAnyOrder("REQUESTER RUNNING", "REQUESTER ENDING", "PROVIDER ENDING");
    }

    @Test
    void hasOneRowForEachStateOfAParty() {
        for (var state : ContractState.values()) {
            assertThat(Stream.of(Side.values())
                            .filter(side -> Transitions.of(side, state).isPresent()))
                    .as("%s", state)
                    .isNotEmpty();
        }
        assertThat(Transitions.all())
                .extracting(row -> row.side() + " " + row.state())
                .doesNotHaveDuplicates();
    }

    @Test
    void theEntityGoesNowhereElse() {
        var draft = Agreement.in(TENANT, Side.REQUESTER, ContractState.DRAFT, NOW);

        assertThatIllegalStateException()
                .isThrownBy(() -> draft.to(ContractState.RUNNING, NOW))
                .withMessage("A contract of the REQUESTER does not go from DRAFT to RUNNING");
        assertThat(draft.state()).isEqualTo(ContractState.DRAFT);
    }

    @Test
    void saysHowLongAsPeopleDo() {
        var contract = Agreement.of(TENANT, Side.PROVIDER, NOW);
        contract.pace().stopped("The wallet is empty");

        assertThat(Transitions.of(contract).orElseThrow().missed(contract, settings))
                .isEqualTo("Nobody paid within 2 hours: The wallet is empty");
    }
}
