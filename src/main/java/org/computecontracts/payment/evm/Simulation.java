package org.computecontracts.payment.evm;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What would happen if the authorization were carried out now, pending transactions included.
 *
 * @param revert why it would fail
 * @param consumed used or canceled already
 */
public record Simulation(Optional<String> revert, boolean consumed, BigInteger balance, Block latest) {}
