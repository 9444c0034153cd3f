package org.computecontracts.appview;

/** What a record's signatures prove (market protocol section 3.3), from nothing to all. */
public enum Attested {
    /** There are none. */
    NONE,
    /** None of them verifies. */
    BROKEN,
    /** Nobody has changed the record, but the key may be anybody's. */
    VALID,
    /** By a key that its author names as its own. */
    BOUND;

    public boolean verifies() {
        return this == VALID || this == BOUND;
    }
}
