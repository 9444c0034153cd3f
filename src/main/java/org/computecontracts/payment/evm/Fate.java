package org.computecontracts.payment.evm;

/** What the chain says became of an authorization. */
public sealed interface Fate {
    /** Carried out, by whomever: this transfer paid the payee. */
    record Used(Log transfer) implements Fate {}

    /** Withdrawn by the payer in this block, and then of no use as long as the block stands. */
    record Canceled(long block) implements Fate {}

    /** In no block up to {@code at}; a pending transaction may still use it. */
    record Open(Block at) implements Fate {}

    /** Used or canceled in a block before those searched. */
    record LongGone() implements Fate {}
}
