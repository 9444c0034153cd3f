package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.market.contract.Agreement.ref;
import static org.computecontracts.testing.Injection.inject;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepStoreTest {
    private static final Database DATABASE = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final StepStore steps = DATABASE.store(StepStore.class);
    private final ContractStore contracts = DATABASE.store(ContractStore.class);
    private Contract contract;

    @BeforeEach
    void aContract() {
        DATABASE.clear();
        inject(steps, DATABASE.store(AdvisoryLockStore.class));
        inject(contracts, DATABASE.store(AdvisoryLockStore.class));
        contract = kept();
    }

    private Contract kept() {
        var kept = Agreement.of(TENANT, Side.REQUESTER, clock.instant());
        contracts.add(kept);
        return kept;
    }

    @Test
    void keepsWhoDidWhatWhenAndAllThatIsKnownOfIt() {
        var bid = ref(BOB, MarketNsid.BID);
        var step = StepKind.BID_RECEIVED
                .of(bid)
                .with(Fact.AMOUNT, "0.05")
                .with(Fact.REASON, "\"quoted\" \\ and\nbroken")
                .with(Fact.SERVICE, Optional.empty());

        assertThat(tell(step.checked(Check.RECORD, Check.SIGNATURE))).isTrue();

        assertThat(steps.of(TENANT, contract.id()))
                .containsExactly(new Step(
                        StepKind.BID_RECEIVED,
                        clock.instant(),
                        BOB,
                        Optional.of(bid),
                        Map.of(Fact.AMOUNT, "0.05", Fact.REASON, "\"quoted\" \\ and\nbroken"),
                        List.of(Check.RECORD, Check.SIGNATURE)));
    }

    @Test
    void keepsTheSameOnceWhateverElseIsKnownOfItByThen() {
        assertThat(tell(StepKind.PAYMENT_MADE.once().with(Fact.SETTLED, false))).isTrue();
        assertThat(tell(StepKind.PAYMENT_MADE.once().with(Fact.SETTLED, true))).isFalse();

        assertThat(told()).containsExactly(StepKind.PAYMENT_MADE);
    }

    @Test
    void keepsTheSameKindOnEachOccasionAndOfEachRecord() {
        var bid = ref(BOB, MarketNsid.BID);

        assertThat(tell(StepKind.BID_ALLOWED.of(bid).on("verdict 1"))).isTrue();
        assertThat(tell(StepKind.BID_ALLOWED.of(bid).on("verdict 3"))).isTrue();
        assertThat(tell(StepKind.BID_ALLOWED.of(ref(BOB, MarketNsid.BID)).on("verdict 1")))
                .isTrue();
        assertThat(tell(StepKind.BID_ALLOWED.of(bid).on("verdict 3"))).isFalse();
    }

    @Test
    void keepsOnceWhatManyTellAtTheSameMoment() {
        var added = IntStream.range(0, 16)
                .parallel()
                .filter(number -> tell(StepKind.BUILD_STARTED.once()))
                .count();

        assertThat(added).isOne();
        assertThat(told()).containsExactly(StepKind.BUILD_STARTED);
    }

    @Test
    void tellsInTheOrderOfTheStoryAndThenOfTime() {
        for (var kind : List.of(StepKind.ENDED_ALONE, StepKind.BUILD_STARTED, StepKind.USER_DATA_RUN)) {
            clock.pass(Duration.ofSeconds(1));
            tell(kind.once());
        }
        clock.pass(Duration.ofSeconds(1));
        tell(StepKind.REQUEST_PUBLISHED.once());

        assertThat(told())
                .containsExactly(
                        StepKind.REQUEST_PUBLISHED,
                        StepKind.BUILD_STARTED,
                        StepKind.USER_DATA_RUN,
                        StepKind.ENDED_ALONE);
    }

    @Test
    void mixesNeitherContractsNorTenants() {
        tell(StepKind.BUILD_STARTED.once());

        assertThat(steps.of(TENANT, kept().id())).isEmpty();
        assertThat(steps.of(TenantId.random(), contract.id())).isEmpty();
        assertThat(steps.add(TENANT, kept().id(), ALICE, StepKind.BUILD_STARTED.once(), clock.instant()))
                .isTrue();
    }

    private boolean tell(NewStep step) {
        return steps.add(TENANT, contract.id(), BOB, step, clock.instant());
    }

    private List<StepKind> told() {
        return steps.of(TENANT, contract.id()).stream().map(Step::kind).toList();
    }
}
