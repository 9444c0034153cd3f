package org.computecontracts.market.contract;

/** The places that a {@link Step} can have in the story, in the order in which it is told. */
public enum Stage {
    REQUEST(4),
    BIDS(5),
    POLICY(6),
    ROLE(7),
    ACCEPT(8),
    PAYMENT(9),
    BUILD(10),
    RECEIPT(11),
    IDENTITY(12),
    KEY(13),
    TUNNEL(14),
    HTTPS(15),
    END(16);

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    /** As the README counts; the first three are taken before there is a contract. */
    public int number() {
        return number;
    }
}
