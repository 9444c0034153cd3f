package org.computecontracts.payment.evm;

import java.math.BigInteger;
import java.time.Instant;

/** The head of one block. */
public record Block(long number, Word hash, Instant time, BigInteger baseFee) {}
