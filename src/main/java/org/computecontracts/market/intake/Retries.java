package org.computecontracts.market.intake;

import java.time.Duration;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.protocol.MarketProblem;

/** How often a record that could not be taken in is looked at again, and after which pauses. */
public final class Retries {
    /** A refusal may be too early: a request's own row, say, is written after the record that a bid answers. */
    private static final int MOST_REFUSALS = 4;

    /** Some minutes: a receipt that an event is about may wait for the settlement. */
    private static final int MOST_URGENT_REFUSALS = 9;

    /** More than a day; whoever could not be reached for so long makes another offer. */
    private static final int MOST_OUTAGES = 40;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private Retries() {}

    /** What a contract waits for is never given up because somebody cannot be reached. */
    public static boolean isLast(DueRecord due, RuntimeException failure) {
        if (failure instanceof ProblemException e && isOutage(e)) {
            return !due.urgent() && due.attempts() >= MOST_OUTAGES;
        }
        return due.attempts() >= (due.urgent() ? MOST_URGENT_REFUSALS : MOST_REFUSALS);
    }

    private static boolean isOutage(ProblemException e) {
        return e.isOutage() || (e.type().status() == TOO_MANY_REQUESTS && e.type() != MarketProblem.TOO_MANY_BIDS);
    }

    public static Duration pause(int attempts) {
        var pause = Duration.ofSeconds(1L << Math.min(12, attempts));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
