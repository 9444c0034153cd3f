package org.computecontracts.payment.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/**
 * A payment that went through, and the answer it bought.
 *
 * @param transaction empty when none is known
 * @param settled whether the transfer was seen on chain; else the seller alone says so
 * @param amount zero when the seller answered without asking for money
 * @param body empty when the money moved and the seller's answer was lost
 */
public record Paid(
        String network, String transaction, boolean settled, String payer, BigInteger amount, ObjectNode body) {}
