package org.computecontracts.market.contract;

import java.util.Set;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.payment.PaymentProblem;

/**
 * How often a step of a contract is attempted before the contract has failed; pauses between attempts go up to a minute.
 * Nothing is attempted for ever, whatever is thrown, but what waits is given its time.
 */
public final class Attempts {
    /** Some ten seconds: what is refused stays so, but for a record that was written a moment too late. */
    private static final int OF_WHAT_IS_REFUSED = 4;

    /** Four minutes, in which a database may start again: nobody knows what it is. */
    private static final int OF_WHAT_IS_BROKEN = 9;

    /** An hour, in which a server comes back; where the state has its time, all of that: a wallet is filled, a receipt written. */
    private static final int OF_WHAT_WAITS = 60;

    /** What people can put right. */
    private static final Set<ProblemType> WAITING =
            Set.of(PaymentProblem.INSUFFICIENT_FUNDS, PaymentProblem.OVER_LIMIT, PaymentProblem.PAYMENT_REFUSED);

    private Attempts() {}

    /**
     * Whether this was the last one. Once money may have moved, a refusal is one more reason to wait.
     *
     * @param isTimed whether the state of the contract ends by the clock
     */
    public static boolean isLast(Contract contract, RuntimeException failure, boolean mayBePaid, boolean isTimed) {
        var most = mayBePaid ? OF_WHAT_WAITS : most(failure);
        return !(isTimed && most == OF_WHAT_WAITS) && contract.pace().attempts() + 1 >= most;
    }

    private static int most(RuntimeException failure) {
        return switch (failure) {
            case ProblemException e when e.type() == MarketProblem.PEER_REFUSED -> OF_WHAT_IS_REFUSED;
            case ProblemException e when e.isOutage() || WAITING.contains(e.type()) -> OF_WHAT_WAITS;
            case ProblemException e -> OF_WHAT_IS_REFUSED;
            default -> OF_WHAT_IS_BROKEN;
        };
    }

    /** For both parties; what is behind an error of ours is in the log. */
    public static String words(RuntimeException failure) {
        return failure instanceof ProblemException e ? e.detail() : "An error of this portal keeps it from going on";
    }
}
