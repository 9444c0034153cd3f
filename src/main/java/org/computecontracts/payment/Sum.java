package org.computecontracts.payment;

import java.math.BigInteger;

/** What came in, or went out, in one asset. */
public record Sum(String network, String asset, BigInteger amount, long payments) {}
