package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Signature;
import org.computecontracts.payment.evm.Word;

/**
 * A payment by the scheme {@code exact} with EIP-3009, as a payer sends it.
 *
 * @param network CAIP-2
 * @param accepted the demand the payer repeats (version 2)
 * @param resource the URL the payer repeats (version 2)
 */
public record PaymentPayload(
        Version version,
        String scheme,
        String network,
        Optional<Requirement> accepted,
        Optional<String> resource,
        Authorization authorization,
        Signature signature) {
    /** The payment in a request's headers (by lower-case name), if there is one; Malformed when it is none. */
    public static Optional<PaymentPayload> in(Map<String, String> headers) {
        for (var version : new Version[] {Version.V2, Version.V1}) {
            var header = headers.get(version.paymentHeader().toLowerCase(Locale.ROOT));
            if (header != null) {
                return Optional.of(read(Envelope.open(header)));
            }
        }
        return Optional.empty();
    }

    public static PaymentPayload read(JsonNode json) {
        var version = Version.of(json);
        var chosen = version == Version.V1 ? json : json.path("accepted");
        var payload = json.path("payload");
        return new PaymentPayload(
                version,
                Envelope.text(chosen, "scheme"),
                Networks.read(version, Envelope.text(chosen, "network")),
                version == Version.V1 ? Optional.empty() : Optional.of(Requirement.read(version, chosen)),
                Envelope.optionalText(json.path("resource"), "url"),
                authorization(payload.path("authorization")),
                Envelope.as(Signature::new, payload, "signature"));
    }

    private static Authorization authorization(JsonNode json) {
        try {
            return new Authorization(
                    Envelope.as(Address::new, json, "from"),
                    Envelope.as(Address::new, json, "to"),
                    Envelope.number(json, "value"),
                    Envelope.number(json, "validAfter"),
                    Envelope.number(json, "validBefore"),
                    Envelope.as(Word::new, json, "nonce"));
        } catch (IllegalArgumentException e) {
            throw new Malformed("authorization: " + e.getMessage(), e);
        }
    }

    /** The header that pays {@code chosen} of a demand, in the demand's version. */
    public static String header(PaymentRequired demand, Requirement chosen, Authorization a, Signature signature) {
        var json = Json.object().put("x402Version", demand.version().number());
        switch (demand.version()) {
            case V1 ->
                json.put("scheme", chosen.scheme()).put("network", Networks.written(Version.V1, chosen.network()));
            case V2 -> {
                if (demand.resource().isObject()) {
                    json.set("resource", demand.resource());
                }
                json.set("accepted", demand.entry(chosen));
            }
        }
        json.putObject("payload").put("signature", signature.value()).set("authorization", written(a));
        return Envelope.seal(json);
    }

    private static ObjectNode written(Authorization a) {
        return Json.object()
                .put("from", a.from().checksummed())
                .put("to", a.to().checksummed())
                .put("value", a.value().toString())
                .put("validAfter", a.validAfter().toString())
                .put("validBefore", a.validBefore().toString())
                .put("nonce", a.nonce().value());
    }
}
