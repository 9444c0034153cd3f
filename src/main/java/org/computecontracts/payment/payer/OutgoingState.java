package org.computecontracts.payment.payer;

import java.util.Set;

/** What a payer knows of its payment. */
enum OutgoingState {
    /** Signed and stored; the seller may not have it yet. */
    SIGNED,
    /** The seller has it, and may use it until it expires, whatever it answered. */
    PRESENTED,
    /** The payee has the money, and the answer it bought has not come. */
    TAKEN,
    /** The answer is there. Whether the money moved as well is for the chain to say. */
    PAID,
    /** The answer is there; its time passed, and the money was never taken. */
    GIVEN,
    /** Its time passed, and the chain says that it was not used. */
    EXPIRED;

    /** What the chain may still change. */
    static final Set<OutgoingState> OPEN = Set.of(SIGNED, PRESENTED, TAKEN, PAID);
}
