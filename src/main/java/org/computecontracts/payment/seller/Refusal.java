package org.computecontracts.payment.seller;

/**
 * Why a payment is not taken.
 *
 * @param reason in the words of the protocol
 * @param message for people
 */
record Refusal(String reason, String message) {
    /** The money moved, and for something else. */
    static final String USED_ELSEWHERE = "invalid_exact_evm_nonce_already_used";

    /** What is known of a charge that came to nothing. */
    static Refusal of(Charge charge) {
        var reason = charge.reason().isEmpty() ? "unexpected_settle_error" : charge.reason();
        return new Refusal(reason, "");
    }
}
