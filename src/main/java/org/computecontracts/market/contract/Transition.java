package org.computecontracts.market.contract;

import java.time.Instant;
import java.util.Set;
import org.computecontracts.market.protocol.MarketSettings;

/**
 * One row of {@link Transitions}: what a party does for a contract in this state, and where that leads.
 *
 * @param triggers what makes it be done at once
 * @param next every state that may follow
 * @param within how long it may stay in this state
 * @param then what happens after that
 */
public record Transition(
        Side side,
        ContractState state,
        Task task,
        Set<Trigger> triggers,
        Set<ContractState> next,
        TimeLimit within,
        Overrun then) {

    /** How a contract leaves a state in which it has been for too long. */
    public enum Overrun {
        /** The provider does not want it any more. */
        DECLINE("declined"),
        /** The party ends it, as it could do itself. */
        END("ended"),
        /** It has failed, and gives back what it holds. */
        FAIL("failed"),
        /** It stays. */
        NOTHING("");

        private final String words;

        Overrun(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Transition {
        triggers = Set.copyOf(triggers);
        next = Set.copyOf(next);
    }

    public boolean isHurriedBy(Trigger trigger) {
        return triggers.contains(trigger);
    }

    public boolean isOver(Contract contract, MarketSettings settings, Instant now) {
        return then != Overrun.NOTHING && within.isOver(contract, settings, now);
    }

    /** Whether it ends by the clock, so that nobody has to count what it waits for. */
    public boolean isTimed() {
        return then != Overrun.NOTHING && within != TimeLimit.PAID_TIME;
    }

    /** Why it is over, for both parties. */
    public String missed(Contract contract, MarketSettings settings) {
        return task.missed()
                + within.words(settings)
                + contract.pace().problem().map(why -> ": " + why).orElse("");
    }

    /** The same for the timeline. */
    public NewStep overrun(Contract contract, MarketSettings settings) {
        return StepKind.TIME_OVER
                .on(task.name())
                .with(Fact.TASK, task.name())
                .with(Fact.WITHIN, within.length(settings))
                .with(Fact.REASON, contract.pace().problem());
    }

    /** It leaves its state, if it is still there. */
    public void runOut(Contract contract, String reason, Instant now) {
        if (contract.state() != state) {
            return;
        }
        switch (then) {
            case DECLINE -> contract.declined(reason, now);
            case END -> contract.end(side, now);
            case FAIL -> contract.failed(reason, now);
            case NOTHING -> {}
        }
    }
}
