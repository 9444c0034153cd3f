package org.computecontracts.market;

/** Some hands for one kind of records: what contracts under way wait for is not kept waiting by offers of strangers. */
record Lane(boolean urgent, Hands hands) {
    private static final int HANDS = 16;

    /** The most records of one author that are looked at together. */
    static final int OF_ONE = 2;

    static Lane of(boolean urgent) {
        return new Lane(urgent, new Hands(HANDS, OF_ONE));
    }
}
