package org.computecontracts.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.Agreement.BOB;
import static org.computecontracts.market.Agreement.HOUR;
import static org.computecontracts.market.Agreement.ref;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Either party may end; nothing of the end is left open. */
class EndsTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final Ends ends = new Ends();
    private final List<String> done = new ArrayList<>();
    private boolean mayBePaid;
    private boolean booksClosed = true;
    private boolean gone = true;
    private boolean lost;
    private Optional<String> remains = Optional.empty();
    private boolean undone;
    private Optional<StrongRef> found = Optional.empty();

    @BeforeEach
    void wire() {
        database.clear();
        ends.contracts = database.store(ContractStore.class);
        ends.contracts.turns = database.store(TurnStore.class);
        ends.contracts.clock = clock;
        ends.steps = new Steps();
        ends.steps.store = database.store(StepStore.class);
        ends.steps.events = new RecordedEvents<>();
        ends.steps.clock = clock;
        ends.settings = new MarketSettings();
        ends.settings.settleWithin = Duration.ofHours(2);
        ends.current = new CurrentTenant();
        ends.events = new RecordedEvents<>();
        ends.clock = clock;
        standIns();
    }

    private void standIns() {
        ends.grants = new Grants() {
            @Override
            void withdraw(Contract contract) {}
        };
        ends.farewells = new Farewells() {
            @Override
            void ofRequester(Contract contract) {
                done.add("told the provider");
            }

            @Override
            void ofProvider(Contract contract, String reason) {
                done.add("told the requester");
            }

            @Override
            void ofRemains(Contract contract, String why) {
                done.add("told the requester: " + why);
            }
        };
        ends.counterparties = new Counterparties() {
            @Override
            boolean isDeleted(Contract contract) {
                return false;
            }

            @Override
            boolean isOwnDeleted(Contract contract) {
                return false;
            }
        };
        ends.settlements = new Settlements() {
            @Override
            boolean mayBePaid(Contract contract) {
                return mayBePaid;
            }
        };
        ends.receipts = new Receipts() {
            @Override
            Optional<StrongRef> find(Contract contract) {
                return found;
            }
        };
        ends.retractions = new Retractions() {
            @Override
            void ofRequester(Contract contract) {
                done.add("took the accept back");
            }
        };
        ends.workloads = new Workloads() {
            @Override
            void stop(Contract contract, String reason) {
                done.add("stopped: " + reason);
            }

            @Override
            boolean isGone(Contract contract) {
                return gone;
            }

            @Override
            boolean isLost(Contract contract) {
                return lost;
            }

            @Override
            Optional<String> remains(Contract contract) {
                return remains;
            }
        };
        ends.accounts = new Accounts() {
            @Override
            boolean close(Contract contract) {
                done.add("looked into the books");
                return booksClosed;
            }
        };
        ends.reversals = new Reversals() {
            @Override
            boolean isUndone(Contract contract) {
                return undone;
            }
        };
        ends.rooms = new Rooms() {
            @Override
            void release(Contract contract) {
                done.add("gave the room back");
            }
        };
    }

    @Test
    void takesTheRightOfThePartyThatTheTenantIs() {
        var asked = accepted(Side.REQUESTER);
        mayEnd(asked, Right.BUY, Right.OPERATE);
        var sold = accepted(Side.PROVIDER);
        mayEnd(sold, Right.OPERATE, Right.BUY);
    }

    private void mayEnd(Contract contract, Right enough, Right other) {
        ends.current.set(TENANT, Set.of(Right.READ, other));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ends.end(TENANT, contract.id()))
                .extracting(ProblemException::type)
                .isEqualTo(KernelProblem.RIGHT_MISSING);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);

        ends.current.set(TENANT, Set.of(enough));
        ends.end(TENANT, contract.id());
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
    }

    /** The settlement endpoint of whichever provider finds no accept any more. */
    @Test
    void takesAnAcceptBackThatNobodyWasPaidFor() {
        var contract = ending(Side.REQUESTER, Side.REQUESTER);

        ends.asRequester(contract);

        assertThat(done).containsExactly("took the accept back");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
    }

    /** What was signed may still be taken, and then a machine runs that has to be ended. */
    @Test
    void endsNothingBeforeItIsKnownWhatBecomesOfAPayment() {
        mayBePaid = true;
        var contract = ending(Side.REQUESTER, Side.REQUESTER);
        ends.asRequester(contract);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
        assertThat(ends.contracts.get(TENANT, contract.id()).pace().problem().orElse(""))
                .contains("may still be taken");
        assertThat(done).isEmpty();

        found = Optional.of(ref(BOB, MarketNsid.RECEIPT));
        ends.asRequester(contract);
        ends.asRequester(ends.contracts.get(TENANT, contract.id()));

        assertThat(done).containsExactly("told the provider");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
    }

    @Test
    void endsAlsoWhenNoReceiptEverComesAndSaysSo() {
        mayBePaid = true;
        var contract = ending(Side.REQUESTER, Side.REQUESTER);

        clock.pass(Duration.ofHours(3));
        ends.asRequester(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(ends.steps.of(TENANT, contract.id()))
                .singleElement()
                .extracting(Step::detail)
                .isEqualTo("it may be paid, and no receipt has come");
    }

    @Test
    void closesTheProvidersBooksBeforeItIsOver() {
        booksClosed = false;
        var contract = ending(Side.PROVIDER, Side.PROVIDER);
        ends.asProvider(contract);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);

        booksClosed = true;
        ends.asProvider(contract);

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
        var contract = ending(Side.PROVIDER, Side.PROVIDER);
        ends.asProvider(contract);
        assertThat(done).doesNotContain("told the requester");

        ends.asProvider(ends.contracts.change(
                TENANT, contract.id(), c -> c.records().receipt(ref(BOB, MarketNsid.RECEIPT))));

        assertThat(done).contains("told the requester");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
    }

    @Test
    void tellsThatThePaidTimeIsOver() {
        var contract = running();
        clock.pass(HOUR);

        ends.asProvider(ends.contracts.change(TENANT, contract.id(), c -> c.end(Side.PROVIDER, clock.instant())));

        assertThat(done).contains("stopped: the time that was paid for is over");
    }

    /** Its host had taken it away before its requester did. */
    @Test
    void owesAMachineThatWasLostBeforeItsRequesterEndedIt() {
        gone = false;
        var contract = running();
        ends.contracts.change(TENANT, contract.id(), c -> c.end(Side.REQUESTER, clock.instant()));
        ends.asProvider(ends.contracts.get(TENANT, contract.id()));
        assertThat(done).doesNotContain("looked into the books");

        gone = true;
        lost = true;
        ends.asProvider(ends.contracts.get(TENANT, contract.id()));

        assertThat(done).contains("looked into the books");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(ends.contracts.get(TENANT, contract.id()).isDelivered()).isFalse();
    }

    @Test
    void endsAlsoWhenTheMachineCannotBeTornDownAndTellsBoth() {
        remains = Optional.of("It could not be torn down");
        var contract = ending(Side.PROVIDER, Side.REQUESTER);

        ends.asProvider(contract);

        assertThat(done).contains("told the requester: It could not be torn down");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(ends.steps.of(TENANT, contract.id()))
                .singleElement()
                .matches(step -> step.title().equals("Not torn down"))
                .matches(step -> step.detail().equals("It could not be torn down"));
    }

    /** A payment or a machine may come at the very moment of the end: nobody else looks after them. */
    @Test
    void owesAndStopsWhatCameAfterTheEnd() {
        ends.asProvider(ending(Side.PROVIDER, Side.PROVIDER));
        done.clear();
        gone = false;

        ends.afterwards(ends.contracts.of(TENANT, Side.PROVIDER, 1).getFirst());

        assertThat(done)
                .containsExactly(
                        "gave the room back", "looked into the books", "stopped: the provider ended the contract");
    }

    /** Also when nobody tells of it, since whoever would has crashed. */
    @Test
    void looksForAWhileAtWhatEndedWithoutAMachine() {
        ends.asProvider(ending(Side.PROVIDER, Side.PROVIDER));
        ends.asRequester(ending(Side.REQUESTER, Side.REQUESTER));
        var due = ends.contracts.due(clock.instant(), 10);
        assertThat(due)
                .singleElement()
                .satisfies(contract -> assertThat(contract.parties().side()).isEqualTo(Side.PROVIDER));

        due.forEach(ends::afterwards);
        assertThat(ends.contracts.due(clock.instant(), 10)).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(ends.contracts.due(clock.instant(), 10)).hasSize(1);
        clock.pass(Duration.ofMinutes(30));
        assertThat(ends.contracts.due(clock.instant(), 10)).isEmpty();
    }

    private Contract ending(Side side, Side by) {
        var contract = accepted(side);
        return ends.contracts.change(TENANT, contract.id(), c -> c.end(by, clock.instant()));
    }

    private Contract running() {
        var contract = accepted(Side.PROVIDER);
        return ends.contracts.change(TENANT, contract.id(), c -> {
            c.paid(clock.instant());
            c.receipted(clock.instant());
            c.running(Optional.empty(), clock.instant());
        });
    }

    private Contract accepted(Side side) {
        var contract = Agreement.of(TENANT, side, clock.instant());
        ends.contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return ends.contracts.get(TENANT, contract.id()).state();
    }
}
