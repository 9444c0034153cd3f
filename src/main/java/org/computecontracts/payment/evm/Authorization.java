package org.computecontracts.payment.evm;

import java.math.BigInteger;

/** One EIP-3009 TransferWithAuthorization: whoever holds its signature may have it carried out, once. */
public record Authorization(
        Address from, Address to, BigInteger value, BigInteger validAfter, BigInteger validBefore, Word nonce) {
    public Authorization {
        requireUint256(value);
        requireUint256(validAfter);
        requireUint256(validBefore);
    }

    private static void requireUint256(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 256) {
            throw new IllegalArgumentException("Not a uint256: " + number);
        }
    }
}
