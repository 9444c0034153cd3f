package org.computecontracts.market.protocol;

/** What can be recomputed, or looked at from outside, of what another party says. */
public enum Check {
    /** The record is in its author's repository, under the CID of its content. */
    RECORD,
    SIGNATURE,
    /** The key that signed is the author's own. */
    KEY,
    /** A receipt's CID, over the accept and all that the receipt says. */
    BINDING,
    TOKEN,
    ROLE,
    /** The SSH key that the workload registered. */
    WORKLOAD_KEY,
    /** The transfer, on chain. */
    CHAIN,
    /** The answer of an address, asked for as any visitor would. */
    ANSWER
}
