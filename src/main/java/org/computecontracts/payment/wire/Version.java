package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** The two versions of x402 and the headers they use. */
public enum Version {
    V1(1, "X-PAYMENT", "X-PAYMENT-RESPONSE"),
    V2(2, "PAYMENT-SIGNATURE", "PAYMENT-RESPONSE");

    private final int number;
    private final String paymentHeader;
    private final String responseHeader;

    Version(int number, String paymentHeader, String responseHeader) {
        this.number = number;
        this.paymentHeader = paymentHeader;
        this.responseHeader = responseHeader;
    }

    public static Version of(int number) {
        return switch (number) {
            case 1 -> V1;
            case 2 -> V2;
            default -> throw new Malformed("x402Version must be 1 or 2, not " + number);
        };
    }

    static Version of(JsonNode object) {
        var version = object.path("x402Version");
        if (!version.isInt()) {
            throw new Malformed("x402Version is missing");
        }
        return of(version.asInt());
    }

    public int number() {
        return number;
    }

    /** What the payer sends the payment in. */
    public String paymentHeader() {
        return paymentHeader;
    }

    /** What the seller answers about the settlement in. */
    public String responseHeader() {
        return responseHeader;
    }

    /** A CAIP-2 network as this version writes it. */
    public String written(String network) {
        return Networks.written(this, network);
    }
}
