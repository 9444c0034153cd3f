package org.computecontracts.payment;

import java.math.BigDecimal;

/** The most a tenant lets itself spend, in the currency's main unit. */
public record Limits(BigDecimal perPayment, BigDecimal perDay) {
    public Limits {
        if (perPayment.signum() < 0 || perDay.signum() < 0) {
            throw PaymentProblem.TERMS_INVALID.because("A limit cannot be negative");
        }
    }
}
