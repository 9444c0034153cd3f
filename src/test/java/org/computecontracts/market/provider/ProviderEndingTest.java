package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.market.contract.Agreement.HOUR;
import static org.computecontracts.market.contract.Agreement.ref;
import static org.computecontracts.testing.Injection.inject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.DueContracts;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of the end is left open at the provider. */
class ProviderEndingTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final ContractStore contracts =
            inject(database.store(ContractStore.class), database.store(AdvisoryLockStore.class), clock);
    private final List<String> done = new ArrayList<>();
    private final Steps steps = Timelines.in(database, clock);
    private final ProviderEnding ending = new ProviderEnding();
    private boolean booksClosed = true;
    private boolean gone = true;
    private boolean lost;
    private boolean undone;
    private Optional<String> remains = Optional.empty();

    @BeforeEach
    void wire() {
        database.clear();
        inject(ending, contracts, steps, clock);
        standIns();
    }

    private void standIns() {
        inject(ending, new Counterparties() {
            @Override
            public boolean isDeleted(Contract contract) {
                return false;
            }

            @Override
            public boolean isOwnDeleted(Contract contract) {
                return false;
            }
        });
        inject(ending, new Workloads() {
            @Override
            public void stop(Contract contract, String reason) {
                done.add("stopped: " + reason);
            }

            @Override
            public boolean isGone(Contract contract) {
                return gone;
            }

            @Override
            public boolean isLost(Contract contract) {
                return lost;
            }

            @Override
            public Optional<String> remains(Contract contract) {
                return remains;
            }
        });
        inject(ending, new Accounts() {
            @Override
            public boolean close(Contract contract) {
                done.add("looked into the books");
                return booksClosed;
            }
        });
        inject(ending, new Reversals() {
            @Override
            public boolean isUndone(Contract contract) {
                return undone;
            }
        });
        inject(ending, new Rooms() {
            @Override
            public void release(Contract contract) {
                done.add("gave the room back");
            }
        });
        inject(ending, new ProviderGrants() {
            @Override
            void withdraw(Contract contract) {}
        });
        inject(ending, new ProviderFarewell() {
            @Override
            void say(Contract contract, String reason) {
                done.add("told the requester");
            }

            @Override
            void ofRemains(Contract contract, String why) {
                done.add("told the requester: " + why);
            }
        });
    }

    @Test
    void closesTheProvidersBooksBeforeItIsOver() {
        booksClosed = false;
        var contract = ending(Side.PROVIDER);
        ending.end(contract);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);

        booksClosed = true;
        ending.end(contract);

        assertThat(done)
                .containsSubsequence(
                        "stopped: the provider ended the contract", "gave the room back", "told the requester");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
    }

    /** The requester does not wait for a chain that may never say more. */
    @Test
    void tellsOfAPaymentThatTheChainTookBackBeforeTheBooksAreClosed() {
        booksClosed = false;
        undone = true;
        var contract = ending(Side.PROVIDER);
        ending.end(contract);
        assertThat(done).doesNotContain("told the requester");

        ending.end(contracts.change(TENANT, contract.id(), c -> c.records().receipt(ref(BOB, MarketNsid.RECEIPT))));

        assertThat(done).contains("told the requester");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
    }

    @Test
    void tellsThatThePaidTimeIsOver() {
        var contract = running();
        clock.pass(HOUR);

        ending.end(contracts.change(TENANT, contract.id(), c -> c.end(Side.PROVIDER, clock.instant())));

        assertThat(done).contains("stopped: the time that was paid for is over");
    }

    /** Its host had taken it away before its requester did. */
    @Test
    void owesAMachineThatWasLostBeforeItsRequesterEndedIt() {
        gone = false;
        var contract = running();
        contracts.change(TENANT, contract.id(), c -> c.end(Side.REQUESTER, clock.instant()));
        ending.end(contracts.get(TENANT, contract.id()));
        assertThat(done).doesNotContain("looked into the books");

        gone = true;
        lost = true;
        ending.end(contracts.get(TENANT, contract.id()));

        assertThat(done).contains("looked into the books");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(contracts.get(TENANT, contract.id()).isDelivered()).isFalse();
    }

    @Test
    void endsAlsoWhenTheMachineCannotBeTornDownAndTellsBoth() {
        remains = Optional.of("It could not be torn down");
        var contract = ending(Side.REQUESTER);

        ending.end(contract);

        assertThat(done).contains("told the requester: It could not be torn down");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(steps.of(TENANT, contract.id()))
                .singleElement()
                .matches(step -> step.kind() == StepKind.MACHINE_LEFT)
                .matches(step -> step.facts().get(Fact.REASON).equals("It could not be torn down"));
    }

    /** A payment or a machine may come at the very moment of the end: nobody else looks after them. */
    @Test
    void owesAndStopsWhatCameAfterTheEnd() {
        ending.end(ending(Side.PROVIDER));
        done.clear();
        gone = false;

        ending.afterwards(contracts.of(TENANT, Side.PROVIDER, 1).getFirst());

        assertThat(done)
                .containsExactly(
                        "gave the room back", "looked into the books", "stopped: the provider ended the contract");
    }

    /** Also when nobody tells of it, since whoever would has crashed. */
    @Test
    void looksForAWhileAtWhatEndedWithoutAMachine() {
        ending.end(ending(Side.PROVIDER));
        var due = DueContracts.at(clock.instant(), contracts);
        assertThat(due)
                .singleElement()
                .satisfies(contract -> assertThat(contract.parties().side()).isEqualTo(Side.PROVIDER));

        due.forEach(ending::afterwards);
        assertThat(DueContracts.at(clock.instant(), contracts)).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(DueContracts.at(clock.instant(), contracts)).hasSize(1);
        clock.pass(Duration.ofMinutes(30));
        assertThat(DueContracts.at(clock.instant(), contracts)).isEmpty();
    }

    private Contract ending(Side by) {
        var contract = Agreement.of(TENANT, Side.PROVIDER, clock.instant());
        contracts.add(contract);
        return contracts.change(TENANT, contract.id(), c -> c.end(by, clock.instant()));
    }

    private ContractState stateOf(Contract contract) {
        return contracts.get(TENANT, contract.id()).state();
    }

    private Contract running() {
        var contract = Agreement.of(TENANT, Side.PROVIDER, clock.instant());
        contracts.add(contract);
        return contracts.change(TENANT, contract.id(), c -> {
            c.paid(clock.instant());
            c.receipted(clock.instant());
            c.running(Optional.empty(), clock.instant());
        });
    }
}
