package org.computecontracts.market.intake;

/** Some hands for one kind of records: what contracts under way wait for is not kept waiting by offers of strangers. */
public record IntakePriority(boolean urgent, ConcurrencyLimit hands) {
    private static final int HANDS = 16;

    /** The most records of one author that are looked at together. */
    public static final int OF_ONE = 2;

    public static IntakePriority of(boolean urgent) {
        return new IntakePriority(urgent, new ConcurrencyLimit(HANDS, OF_ONE));
    }
}
