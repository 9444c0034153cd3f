package org.computecontracts.appview;

/** Whether a record of the network still stands. */
public enum Standing {
    STANDS,
    /** Somebody could act on it by mistake: it says why nobody may. */
    INVALID,
    /** Its author deleted it. */
    WITHDRAWN,
    /** Its account is taken down, suspended, deactivated or deleted. */
    AWAY
}
