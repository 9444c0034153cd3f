package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.computecontracts.kernel.Json;

/**
 * One way to pay: an entry of {@code accepts}. Written the same every time, since version 2 has the payer repeat it.
 *
 * @param network CAIP-2, also where it came as a name of version 1
 * @param name of the token's EIP-712 domain; empty when a stranger's demand does not say
 */
public record Requirement(
        String scheme,
        String network,
        BigInteger amount,
        String asset,
        String payTo,
        int maxTimeoutSeconds,
        String name,
        String version) {
    public static final String EXACT = "exact";

    static Requirement read(Version version, JsonNode json) {
        var extra = json.path("extra");
        return new Requirement(
                Envelope.text(json, "scheme"),
                Networks.read(version, Envelope.text(json, "network")),
                Envelope.number(json, version == Version.V1 ? "maxAmountRequired" : "amount"),
                Envelope.text(json, "asset"),
                Envelope.text(json, "payTo"),
                json.path("maxTimeoutSeconds").asInt(60),
                extra.path("name").asText(),
                extra.path("version").asText());
    }

    /** Settled before anything is done for it: what is bought cannot be taken back. */
    ObjectNode written(Resource resource, Version version) {
        var json = Json.object()
                .put("scheme", scheme)
                .put("network", Networks.written(version, network))
                .put(version == Version.V1 ? "maxAmountRequired" : "amount", amount.toString())
                .put("asset", asset)
                .put("payTo", payTo)
                .put("maxTimeoutSeconds", maxTimeoutSeconds);
        var extra = json.putObject("extra").put("name", name).put("version", this.version);
        switch (version) {
            case V1 ->
                json.put("resource", resource.url())
                        .put("description", resource.description())
                        .put("mimeType", resource.mimeType());
            case V2 -> extra.put("paymentFlow", "upfront");
        }
        return json;
    }

    /** Whether {@code other} asks for the same money; addresses are compared whatever their case. */
    public boolean asksTheSameAs(Requirement other) {
        return scheme.equals(other.scheme)
                && network.equals(other.network)
                && amount.equals(other.amount)
                && asset.equalsIgnoreCase(other.asset)
                && payTo.equalsIgnoreCase(other.payTo);
    }
}
