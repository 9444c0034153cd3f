package org.computecontracts.market.intake;

import java.time.Duration;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.Backoff;
import org.computecontracts.market.protocol.MarketProblem;

/** How often a record that could not be taken in is looked at again, and after which pauses. */
public final class Retries {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A refusal may be too early: a request's own row, say, is written after the record that a bid answers. */
    private static final Backoff REFUSED = new Backoff(FIRST, LONGEST, 4);

    /** Some minutes: a receipt that an event is about may wait for the settlement. */
    private static final Backoff URGENT_REFUSED = new Backoff(FIRST, LONGEST, 9);

    /** More than a day; whoever could not be reached for so long makes another offer. */
    private static final Backoff UNREACHED = new Backoff(FIRST, LONGEST, 40);

    /** What a contract waits for is never given up because somebody cannot be reached. */
    private static final Backoff URGENT_UNREACHED = Backoff.forEver(FIRST, LONGEST);

    private static final int TOO_MANY_REQUESTS = 429;

    private Retries() {}

    /** Empty when it is given up. */
    public static Optional<Duration> pause(boolean urgent, int attempts, RuntimeException failure) {
        return backoff(urgent, failure).after(attempts);
    }

    private static Backoff backoff(boolean urgent, RuntimeException failure) {
        if (failure instanceof ProblemException e && isOutage(e)) {
            return urgent ? URGENT_UNREACHED : UNREACHED;
        }
        return urgent ? URGENT_REFUSED : REFUSED;
    }

    private static boolean isOutage(ProblemException e) {
        return e.isOutage() || (e.type().status() == TOO_MANY_REQUESTS && e.type() != MarketProblem.TOO_MANY_BIDS);
    }
}
