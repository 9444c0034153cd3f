package org.computecontracts.payment.evm;

import java.math.BigInteger;

/** A transaction ready to be sent; its hash is known before any node has seen it. */
public record SignedTransaction(Word hash, String raw, BigInteger nonce, Fees fees) {}
