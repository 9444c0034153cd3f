package org.computecontracts.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.defaults;
import static org.computecontracts.testing.Injection.inject;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.DueContracts;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Task;
import org.computecontracts.market.contract.Task.OfProvider;
import org.computecontracts.market.contract.Task.OfRequester;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.contract.Transition;
import org.computecontracts.market.contract.Transition.Overrun;
import org.computecontracts.market.contract.Transitions;
import org.computecontracts.market.contract.Trigger;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.provider.ProviderSide;
import org.computecontracts.market.requester.RequesterSide;
import org.computecontracts.market.requester.Settlements;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown, a contract comes to its end in time, and not before its time. */
class ProgressTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final Progress progress = new Progress();
    private final RecordedEvents<MarketEvent> events = new RecordedEvents<>();
    private final List<Task> tasks = new ArrayList<>();
    private boolean inDoubt;
    private @Nullable RuntimeException thrown = new IllegalArgumentException("Not a host name of one label: cap-A");
    private boolean mayBePaid;
    private int attempts;

    @BeforeEach
    void everyStepThrows() {
        database.clear();
        progress.contracts = database.store(ContractStore.class);
        inject(progress.contracts, database.store(AdvisoryLockStore.class), clock);
        progress.counterparties = new Counterparties() {
            @Override
            public void look(Contract contract) {}
        };
        progress.requesterSide = new RequesterSide() {
            @Override
            public void carryOut(OfRequester task, Contract contract) {
                carriedOut(task, contract);
            }
        };
        progress.providerSide = new ProviderSide() {
            @Override
            public void carryOut(OfProvider task, Contract contract) {
                carriedOut(task, contract);
            }

            @Override
            public boolean isInDoubt(Contract contract) {
                return inDoubt;
            }
        };
        progress.settlements = new Settlements() {
            @Override
            public boolean mayBePaid(Contract contract) {
                return mayBePaid;
            }
        };
        progress.steps = Timelines.in(database, clock);
        progress.settings = defaults(new MarketSettings());
        progress.events = events;
        progress.clock = clock;
    }

    private void carriedOut(Task task, Contract contract) {
        tasks.add(task);
        if (thrown != null && contract.state().isUnderWay() && contract.state() != ContractState.ENDING) {
            attempts++;
            throw thrown;
        }
    }

    @Test
    void endsWhatOnlyEverThrowsOnEitherSideAndSaysWhy() {
        for (var side : Side.values()) {
            var contract = accepted(side);

            lookAfter(contract, Duration.ofMinutes(10));

            assertThat(stateOf(contract)).as("%s", side).isEqualTo(ContractState.ENDING);
            assertThat(problemOf(contract)).isEqualTo("An error of this portal keeps it from going on");
            assertThat(events.fired())
                    .as("what it holds is given back")
                    .contains(new MarketEvent.ContractMoved(TENANT, contract.id()));
        }
        assertThat(attempts).as("no flood").isLessThan(30);
    }

    @Test
    void asksNoMoreThanAFewTimesWhereThePartyRefuses() {
        thrown = MarketProblem.PEER_REFUSED.because("did:web:bob said 410: it is over");
        var contract = accepted(Side.REQUESTER);

        lookAfter(contract, Duration.ofMinutes(1));

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
        assertThat(problemOf(contract)).isEqualTo("did:web:bob said 410: it is over");
        assertThat(attempts).isEqualTo(4);
    }

    @Test
    void waitsForAReceiptThatIsLate() {
        thrown = MarketProblem.RECEIPT_PENDING.because("No receipt for at://… yet");
        var contract = accepted(Side.REQUESTER);

        lookAfter(contract, Duration.ofMinutes(110));

        assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);
        lookAfter(contract, Duration.ofMinutes(15));
        assertThat(stateOf(contract)).as("but not for ever").isEqualTo(ContractState.ENDING);
        assertThat(problemOf(contract)).isEqualTo("No receipt for at://… yet");
    }

    static List<Transition> rows() {
        return Transitions.all();
    }

    /** As long as nothing fails and nothing happens. */
    @ParameterizedTest
    @MethodSource("rows")
    void carriesOutWhatTheTableSaysUntilItsTimeIsOver(Transition row) {
        thrown = null;
        var contract = Agreement.in(TENANT, row.side(), row.state(), clock.instant());
        progress.contracts.add(contract);
        progress.advance(TENANT, contract.id());
        assertThat(tasks).containsExactly(row.task());
        assertThat(stateOf(contract)).isEqualTo(row.state());

        clock.pass(Duration.ofDays(31));
        inDoubt = true;
        progress.advance(TENANT, contract.id());
        if (row.side() == Side.PROVIDER) {
            assertThat(stateOf(contract)).as("not while there is a doubt").isEqualTo(row.state());
        }
        inDoubt = false;
        progress.advance(TENANT, contract.id());

        if (row.then() == Overrun.NOTHING) {
            assertThat(stateOf(contract)).isEqualTo(row.state());
        } else {
            assertThat(row.next()).contains(stateOf(contract));
            assertThat(progress.steps.of(TENANT, contract.id()))
                    .singleElement()
                    .matches(step -> step.kind() == StepKind.TIME_OVER)
                    .matches(step ->
                            step.facts().get(Fact.TASK).equals(row.task().name()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isHurriedByWhatTheTableSaysAlone(Transition row) {
        thrown = null;
        var contract = Agreement.in(TENANT, row.side(), row.state(), clock.instant());
        progress.contracts.add(contract);
        for (var trigger : Trigger.values()) {
            tasks.clear();
            progress.hurry(contract, trigger);

            assertThat(tasks.contains(row.task()))
                    .as("%s", trigger)
                    .isEqualTo(row.triggers().contains(trigger));
        }
    }

    @Test
    void doesNothingForWhatIsOver() {
        var contract = Agreement.in(TENANT, Side.REQUESTER, ContractState.ENDED, clock.instant());
        progress.contracts.add(contract);

        progress.advance(TENANT, contract.id());

        assertThat(tasks).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = PaymentProblem.class,
            names = {"INSUFFICIENT_FUNDS", "OVER_LIMIT", "PAYMENT_REFUSED", "PAYMENT_PENDING", "CHAIN_UNAVAILABLE"})
    void waitsForWhatSomebodyCanPutRight(PaymentProblem problem) {
        thrown = problem.because("The wallet is empty");
        var contract = accepted(Side.REQUESTER);

        lookAfter(contract, Duration.ofMinutes(30));

        assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);
        assertThat(problemOf(contract)).isEqualTo("The wallet is empty");
    }

    @Test
    void refusesNothingOnceMoneyMayHaveMoved() {
        mayBePaid = true;
        for (var refusal : new ProblemException[] {
            MarketProblem.PEER_REFUSED.because("said 404"), MarketProblem.RECORD_INVALID.because("not signed")
        }) {
            thrown = refusal;
            var contract = accepted(Side.REQUESTER);

            lookAfter(contract, Duration.ofMinutes(30));

            assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);
        }
    }

    /** As a commit fails that came too late. */
    @Test
    void anotherWhoWasQuickerIsNoFailure() {
        var rollback = new RollbackException("Marked for rollback");
        rollback.initCause(new OptimisticLockException());
        thrown = new TransactionalException("Managed bean", rollback);
        var contract = accepted(Side.PROVIDER);

        lookAfter(contract, Duration.ofSeconds(10));

        assertThat(attempts).isGreaterThan(1);
        assertThat(problemOf(contract)).isEmpty();
        assertThat(progress.contracts.get(TENANT, contract.id()).pace().attempts())
                .isZero();
    }

    /** As the timer does. */
    private void lookAfter(Contract contract, Duration time) {
        var end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            if (DueContracts.at(clock.instant(), progress.contracts).stream()
                    .anyMatch(due -> due.id().equals(contract.id()))) {
                progress.advance(TENANT, contract.id());
            }
            clock.pass(Duration.ofSeconds(1));
        }
    }

    private Contract accepted(Side side) {
        var contract = Agreement.of(TENANT, side, clock.instant());
        progress.contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return progress.contracts.get(TENANT, contract.id()).state();
    }

    private String problemOf(Contract contract) {
        return progress.contracts.get(TENANT, contract.id()).pace().problem().orElse("");
    }
}
