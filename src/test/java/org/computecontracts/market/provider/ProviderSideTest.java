package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.market.contract.Agreement.HOUR;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.BuildState;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Task.OfProvider;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.contract.Transitions;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.payment.seller.Paywall;
import org.computecontracts.payment.seller.Undone;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.wif.issuer.Enrolments;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderSideTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final ProviderSide side = new ProviderSide();
    private final List<Nsid> told = new ArrayList<>();
    private BuildState state = BuildState.RUNNING;
    private Optional<Instant> seen = Optional.empty();
    private boolean lost;
    private Optional<Undone> undone = Optional.empty();

    @BeforeEach
    void wire() {
        database.clear();
        side.contracts = database.store(ContractStore.class);
        inject(side.contracts, database.store(AdvisoryLockStore.class), clock);
        side.steps = Timelines.in(database, clock);
        side.clock = clock;
        side.reversals = new Reversals();
        side.reversals.contracts = side.contracts;
        side.reversals.steps = side.steps;
        side.reversals.clock = clock;
        side.reversals.paywall = new Paywall() {
            @Override
            public Optional<Undone> undone(TenantId seller, StrongRef accept) {
                return undone;
            }
        };
        side.lifecycleEvents = new LifecycleEvents() {
            @Override
            @Nullable
            public RepoRecord send(Contract contract, Nsid kind, ObjectNode payload) {
                told.add(kind);
                throw KernelProblem.OUTSIDE_UNREACHABLE.because("%s", "its server is away");
            }
        };
        side.enrolments = new Enrolments() {
            @Override
            public boolean isProven(TenantId provider, String key) {
                return true;
            }
        };
        side.builds = new Builds() {
            @Override
            public Optional<Build> find(TenantId tenant, String key) {
                var spec = new MachineSpec(1, "512M", "4G", "10G");
                return Optional.of(new Build(
                        key,
                        UUID.randomUUID(),
                        state,
                        "",
                        clock.instant(),
                        clock.instant(),
                        Optional.of("box"),
                        spec,
                        "web",
                        0,
                        Optional.empty(),
                        Optional.of(seen.orElseGet(clock::instant)),
                        lost,
                        false));
            }
        };
    }

    /** What was paid for an hour is not there for ever, and not a minute less. */
    @Test
    void isSureThatItsPaidTimeIsOverOnceItWasSeenUntilThen() {
        var contract = receipted(Optional.of(HOUR));
        step(contract);
        clock.pass(HOUR.minusSeconds(1));
        step(contract);
        assertThat(look(contract).delivery().isTimeOver(clock.instant())).isFalse();

        clock.pass(Duration.ofSeconds(1));
        step(contract);

        assertThat(look(contract).delivery().isTimeOver(clock.instant())).isTrue();
        assertThat(side.isInDoubt(look(contract))).isFalse();
        ended(contract);
        assertThat(look(contract).isDelivered()).isTrue();
    }

    /** Its time begins when it is there, whether or not the requester can be told. */
    @Test
    void aMachineRunsThoughItsNewsCannotBeWritten() {
        var contract = receipted(Optional.empty());

        step(contract);
        step(contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.RUNNING);
        assertThat(told).containsExactly(MarketNsid.VM_ON_NETWORK, MarketNsid.VM_ON_NETWORK);
    }

    /** Its guest ended it; that something of ours went wrong would be another matter. */
    @Test
    void owesNothingForAMachineThatEndedItself() {
        var itself = receipted(Optional.of(HOUR));
        step(itself);
        state = BuildState.FAILED;
        step(itself);
        var ours = receipted(Optional.of(HOUR));
        side.contracts.change(TENANT, ours.id(), c -> {
            c.running(Optional.empty(), clock.instant());
            c.givenUp("An error of this portal keeps it from going on", clock.instant());
        });

        assertThat(look(itself).isDelivered()).isTrue();
        assertThat(look(ours).isDelivered()).isFalse();
    }

    /** Its host was started anew: nothing of what happened is its guest's doing. */
    @Test
    void owesAMachineThatWasLost() {
        var contract = receipted(Optional.of(HOUR));
        step(contract);

        state = BuildState.FAILED;
        lost = true;
        step(contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.ENDING);
        assertThat(look(contract).isDelivered()).isFalse();
    }

    /** A host that was away meanwhile comes back first: it may find that the machine is not there any more. */
    @Test
    void takesNoTimeForDeliveredInWhichNobodySawTheMachine() {
        var contract = receipted(Optional.of(HOUR));
        step(contract);
        seen = Optional.of(clock.instant());
        clock.pass(HOUR.plusSeconds(1));
        step(contract);
        assertThat(side.isInDoubt(look(contract))).isTrue();

        seen = Optional.of(clock.instant());
        step(contract);

        assertThat(side.isInDoubt(look(contract))).isFalse();
    }

    /** However it came to its end: what is kept for it is not given to anybody else. */
    @Test
    void keepsNoRoomForWhatIsDeclined() {
        var given = new ArrayList<Contract>();
        side.rooms = new Rooms() {
            @Override
            public void release(Contract contract) {
                given.add(contract);
            }
        };
        var contract = Contract.seen(
                TENANT,
                Agreement.BOB,
                Agreement.ref(Agreement.ALICE, MarketNsid.RFP),
                Agreement.REQUEST,
                clock.instant());
        contract.abandoned(clock.instant());
        side.contracts.add(contract);

        step(contract);

        assertThat(given).hasSize(1);
    }

    /** It is sent again by itself; meanwhile nothing is begun, and nothing ended. */
    @Test
    void goesOnWhenWhatTheChainTookBackComesAgain() {
        var contract = receipted(Optional.empty());
        step(contract);
        assertThat(look(contract).state()).isEqualTo(ContractState.RUNNING);

        undone = Optional.of(new Undone(clock.instant(), false));
        clock.pass(Duration.ofMinutes(10));
        step(contract);
        assertThat(look(contract).state()).isEqualTo(ContractState.RUNNING);
        assertThat(look(contract).pace().problem().orElse("")).contains("The chain took the payment back");

        undone = Optional.empty();
        step(contract);
        assertThat(look(contract).state()).isEqualTo(ContractState.RUNNING);
        assertThat(look(contract).pace().problem()).isEmpty();
    }

    @Test
    void endsWhatTheChainTookBackForGoodAndSaysSo() {
        for (var begin : List.of(ContractState.PAID, ContractState.RECEIPTED, ContractState.RUNNING)) {
            undone = Optional.empty();
            var contract = begin == ContractState.PAID ? sold(Optional.empty()) : receipted(Optional.empty());
            if (begin == ContractState.RUNNING) {
                step(contract);
            }
            assertThat(look(contract).state()).isEqualTo(begin);

            undone = Optional.of(new Undone(clock.instant(), true));
            step(contract);

            assertThat(look(contract).state()).isEqualTo(ContractState.ENDING);
            assertThat(look(contract).failure().orElse("")).endsWith("it can no longer be made");
            assertThat(Timelines.kinds(side.steps, TENANT, contract.id())).contains(StepKind.PAYMENT_UNDONE);
        }
    }

    /** The chain cannot be asked, say: nobody's machine runs unpaid for as long as that. */
    @Test
    void endsAlsoWhenNobodyKnowsWhetherItComesAgain() {
        var contract = receipted(Optional.empty());
        undone = Optional.of(new Undone(clock.instant(), false));
        step(contract);
        assertThat(look(contract).state()).isEqualTo(ContractState.RECEIPTED);

        clock.pass(Duration.ofMinutes(31));
        step(contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.ENDING);
        assertThat(look(contract).failure().orElse("")).endsWith("it did not come again within PT30M");
    }

    private void step(Contract contract) {
        var row = Transitions.of(look(contract)).orElseThrow();
        side.carryOut((OfProvider) row.task(), look(contract));
    }

    /** By the clock. */
    private void ended(Contract contract) {
        var row = Transitions.of(look(contract)).orElseThrow();
        side.contracts.change(TENANT, contract.id(), c -> row.runOut(c, "It is over", clock.instant()));
    }

    private Contract look(Contract contract) {
        return side.contracts.get(TENANT, contract.id());
    }

    private Contract receipted(Optional<Duration> lasts) {
        var contract = sold(lasts);
        return side.contracts.change(TENANT, contract.id(), c -> c.receipted(clock.instant()));
    }

    private Contract sold(Optional<Duration> lasts) {
        var contract = Agreement.sold(TENANT, lasts, clock.instant());
        contract.paid(clock.instant());
        side.contracts.add(contract);
        return contract;
    }
}
