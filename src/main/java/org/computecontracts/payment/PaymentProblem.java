package org.computecontracts.payment;

import org.computecontracts.kernel.ProblemType;

/** Every way payment says no. */
public enum PaymentProblem implements ProblemType {
    TERMS_INVALID(400, "Terms that cannot be paid"),
    PAYMENT_MALFORMED(400, "Malformed payment"),
    KEY_INVALID(400, "Not a private key"),
    PAYMENT_NOT_FOUND(404, "Payment not found"),
    PAYMENT_REFUSED(402, "The payment was refused"),
    OVER_LIMIT(403, "Over the spending limit"),
    FACILITATOR_LIMIT(429, "Too many settlements today"),
    INSUFFICIENT_FUNDS(409, "Not enough money in the wallet"),
    DEMAND_DIFFERS(409, "The demand differs from the signed bid"),
    PAYMENT_PENDING(503, "The payment is not certain yet"),
    NO_CHAIN(503, "No chain is configured"),
    CHAIN_REFUSED(503, "The chain is not the one configured"),
    CHAIN_UNAVAILABLE(503, "The chain does not answer");

    private final int status;
    private final String title;

    PaymentProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
