package org.computecontracts.market.contract;

import static org.computecontracts.market.contract.ContractState.*;
import static org.computecontracts.market.contract.Task.OfProvider.*;
import static org.computecontracts.market.contract.Task.OfRequester.*;
import static org.computecontracts.market.contract.TimeLimit.*;
import static org.computecontracts.market.contract.Transition.Overrun.*;
import static org.computecontracts.market.contract.Trigger.*;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.market.contract.Transition.Overrun;

/**
 * The life of a contract at either party, in one table: no other step is taken, and the entity goes to no state that is not
 * in it. {@code docs/contract.md} is made from it.
 */
public final class Transitions {
    private static final List<Transition> ALL = List.of(
            row(DRAFT, PUBLISH, on(PERSON), to(OPEN, FAILED), WRITE_WITHIN, FAIL),
            row(OPEN, ANNOUNCE, on(PERSON, RECORD), to(AWARDED, ENDING, FAILED), OPEN_FOR, END),
            row(AWARDED, ACCEPT, on(PERSON), to(ACCEPTED, ENDING), WRITE_WITHIN, FAIL),
            row(ACCEPTED, PAY, on(PERSON, RECORD), to(PAID, ENDING), SETTLE_WITHIN, FAIL),
            row(PAID, VERIFY_RECEIPT, on(PERSON, RECORD), to(RECEIPTED, ENDING), WRITE_WITHIN, FAIL),
            row(RECEIPTED, AWAIT_MACHINE, on(PERSON, RECORD, WORKLOAD), to(RUNNING, ENDING), MACHINE_WITHIN, FAIL),
            row(RUNNING, WATCH, on(PERSON, RECORD, WORKLOAD), to(ENDING), NONE, NOTHING),
            row(ENDING, WITHDRAW, on(RECORD), to(ENDED, FAILED), NONE, NOTHING),
            row(SEEN, PLACE_BID, on(RECORD, MACHINE), to(BID, DECLINED, FAILED), ROOM_WAIT, DECLINE),
            row(BID, AWAIT_ACCEPT, on(PERSON, RECORD), to(ACCEPTED, ENDING, FAILED), OPEN_FOR, END),
            row(ACCEPTED, AWAIT_MONEY, on(PERSON, RECORD, PAYMENT), to(PAID, ENDING), SETTLE_WITHIN, FAIL),
            row(PAID, ISSUE_RECEIPT, on(PERSON, PAYMENT), to(RECEIPTED, ENDING), WRITE_WITHIN, FAIL),
            row(RECEIPTED, BUILD, on(PERSON, RECORD, PAYMENT, MACHINE), to(RUNNING, ENDING), MACHINE_WITHIN, FAIL),
            row(RUNNING, RUN, on(PERSON, RECORD, PAYMENT, MACHINE), to(ENDING), PAID_TIME, END),
            row(ENDING, TEAR_DOWN, on(PAYMENT, MACHINE), to(ENDED, FAILED), NONE, NOTHING),
            row(ENDED, CLEAR_UP, on(PAYMENT, MACHINE), to(), NONE, NOTHING),
            row(FAILED, CLEAR_UP, on(PAYMENT, MACHINE), to(), NONE, NOTHING),
            row(DECLINED, RELEASE, on(), to(), NONE, NOTHING));

    private Transitions() {}

    public static List<Transition> all() {
        return ALL;
    }

    /** Empty where nothing is left to be done. */
    public static Optional<Transition> of(Contract contract) {
        return of(contract.parties().side(), contract.state());
    }

    static Optional<Transition> of(Side side, ContractState state) {
        return ALL.stream()
                .filter(row -> row.side() == side && row.state() == state)
                .findFirst();
    }

    private static Transition row(
            ContractState state,
            Task task,
            Set<Trigger> triggers,
            Set<ContractState> next,
            TimeLimit within,
            Overrun then) {
        return new Transition(task.side(), state, task, triggers, next, within, then);
    }

    private static Set<Trigger> on(Trigger... triggers) {
        return Set.of(triggers);
    }

    private static Set<ContractState> to(ContractState... next) {
        return Set.of(next);
    }
}
