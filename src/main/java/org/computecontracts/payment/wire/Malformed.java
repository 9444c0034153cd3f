package org.computecontracts.payment.wire;

/** What came is not x402; the message says where it departs. */
public class Malformed extends RuntimeException {
    Malformed(String message) {
        super(message);
    }

    Malformed(String message, Throwable cause) {
        super(message, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
