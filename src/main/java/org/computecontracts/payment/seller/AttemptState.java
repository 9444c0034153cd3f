package org.computecontracts.payment.seller;

/** What became of a transaction we signed. */
enum AttemptState {
    SIGNED,
    SENT,
    MINED,
    REVERTED,
    /** Sent again with the same nonce and a higher fee. */
    REPLACED,
    /** Its nonce was used otherwise, or its chain is gone. */
    LOST
}
