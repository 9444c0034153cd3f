package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** What a seller's server asks a facilitator about: a payment and the demand it is for. */
public record FacilitatorRequest(PaymentPayload payment, Requirement requirement, String resource) {
    public static FacilitatorRequest read(JsonNode json) {
        var version = Version.of(json);
        var payment = PaymentPayload.read(json.path("paymentPayload"));
        if (payment.version() != version) {
            throw new Malformed("The payment is of another x402Version than the request");
        }
        var requirement = json.path("paymentRequirements");
        return new FacilitatorRequest(
                payment,
                Requirement.read(version, requirement),
                payment.resource()
                        .or(() -> Envelope.optionalText(requirement, "resource"))
                        .orElse(""));
    }
}
