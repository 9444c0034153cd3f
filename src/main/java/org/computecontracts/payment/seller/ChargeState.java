package org.computecontracts.payment.seller;

import java.util.Set;

/** How far the settlement of a charge has come. */
enum ChargeState {
    /** The authorization is bound to its accept; nothing is known about it on chain. */
    RESERVED,
    /** It would go through. */
    VERIFIED,
    /** Its transaction is stored, and may or may not have been sent. */
    SIGNED,
    /** A node has its transaction. */
    BROADCAST,
    /** The payee has the money, in a block that may still fall out of the chain. */
    MINED,
    /** So deep that it is no longer watched. */
    FINAL,
    /** Nothing was sent: it would not have gone through. */
    REJECTED,
    /** It was canceled, or its transaction reverted. */
    FAILED,
    /** Its time passed, and the chain says that it was not used. */
    EXPIRED;

    static final Set<ChargeState> LOST = Set.of(REJECTED, FAILED, EXPIRED);
    static final Set<ChargeState> UNDER_WAY = Set.of(RESERVED, VERIFIED, SIGNED, BROADCAST, MINED);
}
