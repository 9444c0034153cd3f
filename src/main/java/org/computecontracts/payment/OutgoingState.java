package org.computecontracts.payment;

/** What a payer knows of its payment. */
enum OutgoingState {
    /** Signed and stored; the seller may not have it yet. */
    SIGNED,
    /** The seller has it, and may use it until it expires, whatever it answered. */
    UNKNOWN,
    PAID,
    /** Its time passed, and the chain says that it was not used. */
    EXPIRED
}
