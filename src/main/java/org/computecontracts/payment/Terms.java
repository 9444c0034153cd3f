package org.computecontracts.payment;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What is paid, in what and to whom: the price of a signed bid on a chain.
 *
 * @param amount in the asset's smallest unit
 * @param network CAIP-2, for example {@code eip155:84532}
 * @param asset address of the token
 * @param assetName name in the token's EIP-712 domain
 * @param assetVersion version in the token's EIP-712 domain
 * @param payTo address of the payee
 */
public record Terms(
        BigInteger amount,
        String network,
        String asset,
        String assetName,
        String assetVersion,
        int decimals,
        String payTo) {
    public Terms {
        if (amount.signum() <= 0 || amount.bitLength() > 256) {
            throw PaymentProblem.TERMS_INVALID.because("An amount of %s cannot be paid", amount);
        }
    }

    /** The amount as people read it. */
    public BigDecimal cost() {
        return new BigDecimal(amount, decimals);
    }
}
