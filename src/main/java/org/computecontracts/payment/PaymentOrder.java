package org.computecontracts.payment;

import java.net.URI;
import org.computecontracts.atproto.StrongRef;

/**
 * One thing to pay for, exactly once.
 *
 * @param accept what is paid for; the order's identity
 * @param url where the paid answer is
 * @param expected what the signed bid says; a demand that differs is refused
 */
public record PaymentOrder(StrongRef accept, URI url, Terms expected, String description) {}
