package org.computecontracts.market.contract;

import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a contract is looked at next, and what has kept it from going on. */
@Embeddable
public class ContractPace {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Instant dueAt;
    private int attempts;
    private @Nullable String problem;

    @SuppressWarnings("NullAway.Init") // filled by the persistence provider
    protected ContractPace() {}

    ContractPace(Instant dueAt) {
        this.dueAt = dueAt;
    }

    /** It has gone on: what kept it before is over. */
    void moved(Instant now) {
        dueAt = now;
        attempts = 0;
        problem = null;
    }

    /** This attempt did not work; the next one waits longer, up to a minute. */
    public void stumbled(String reason, Instant now) {
        attempts++;
        problem = reason;
        var pause = Duration.ofMillis(500L << Math.min(attempts, 8));
        dueAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** An attempt went well: only what fails one time after the other is given up. */
    public void steadied() {
        attempts = 0;
    }

    public void stopped(String reason) {
        problem = reason;
    }

    /** It goes on, but for this. */
    public void hindered(Optional<String> by) {
        problem = by.orElse(null);
    }

    public void lookAgain(Instant at) {
        dueAt = at;
    }

    public int attempts() {
        return attempts;
    }

    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
