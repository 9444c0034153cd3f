package org.computecontracts.market.contract;

/**
 * How far a contract has come. A requester goes DRAFT, OPEN, AWARDED and on; a provider goes SEEN, BID (or DECLINED) and,
 * once its bid is accepted, on; from ACCEPTED both sides count the same things.
 */
public enum ContractState {
    /** The requester wants it; its records are not all written. */
    DRAFT,
    /** The request is published and waits for bids. */
    OPEN,
    /** The provider knows the request. */
    SEEN,
    /** The provider does not want it. */
    DECLINED,
    /** The provider's bid is published. */
    BID,
    /** The requester chose a bid; role and accept are not all written. */
    AWARDED,
    /** The accept is published and verified. */
    ACCEPTED,
    /** The money is settled (or the bid is free). */
    PAID,
    /** The receipt is issued and verified; the machine is being built. */
    RECEIPTED,
    /** The machine is there; the contract has an address once the workload has opened a tunnel and its page answers. */
    RUNNING,
    /** The end is asked for and being carried out. */
    ENDING,
    ENDED,
    /** It cannot go on; the reason is kept. */
    FAILED;

    /** Whether the timer has to look after it. */
    public boolean isUnderWay() {
        return switch (this) {
            case DRAFT, OPEN, SEEN, BID, AWARDED, ACCEPTED, PAID, RECEIPTED, RUNNING, ENDING -> true;
            case DECLINED, ENDED, FAILED -> false;
        };
    }

    /** Whether somebody may build, pay or act by it. */
    public boolean isBinding() {
        return !isBefore(AWARDED) && isBefore(ENDING);
    }

    /** Whether a provider keeps room for it. */
    public boolean mayHoldRoom() {
        return this == SEEN || this == BID || isBinding();
    }

    public boolean isBefore(ContractState other) {
        return compareTo(other) < 0;
    }
}
