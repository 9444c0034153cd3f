package org.computecontracts.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/**
 * A payment that went through, and the answer it bought.
 *
 * @param transaction empty when the seller answered without asking for money
 */
public record Paid(String network, String transaction, String payer, BigInteger amount, ObjectNode body) {}
