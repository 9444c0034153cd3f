package org.computecontracts.payment.evm;

import java.math.BigInteger;

/** What a transaction offers for its gas, in wei (EIP-1559). */
public record Fees(BigInteger tip, BigInteger most) {
    /** Room for the base fee to double. */
    public static Fees over(BigInteger baseFee, BigInteger tip) {
        return new Fees(tip, baseFee.shiftLeft(1).add(tip));
    }

    /** For the same nonce again: nodes want at least an eighth more of both. */
    public Fees atLeastAnEighthAbove(Fees before) {
        return new Fees(tip.max(raised(before.tip)), most.max(raised(before.most)));
    }

    private static BigInteger raised(BigInteger fee) {
        return fee.add(fee.shiftRight(3)).add(BigInteger.ONE);
    }
}
