package org.computecontracts.payment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;

/**
 * One line of the ledger.
 *
 * @param transaction empty while none is known; in state SELLER_SAYS_SO the seller's word alone
 * @param reason why it has not come further, in the other side's words; empty where there is nothing to say
 */
public record Payment(
        UUID id,
        StrongRef accept,
        String network,
        String transaction,
        String payer,
        BigInteger amount,
        Instant at,
        String state,
        String reason) {}
