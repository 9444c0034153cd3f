package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpAnswer;

/**
 * What a seller or a facilitator says of a settlement.
 *
 * @param transaction empty where there is none
 * @param network CAIP-2
 * @param errorReason empty on success
 */
public record SettleResponse(
        boolean success, String transaction, String network, String payer, String errorReason, String errorMessage) {
    public static SettleResponse settled(String transaction, String network, String payer) {
        return new SettleResponse(true, transaction, network, payer, "", "");
    }

    public static SettleResponse refused(String network, String payer, String reason, String message) {
        return new SettleResponse(false, "", network, payer, reason, message);
    }

    public static SettleResponse pending(String transaction, String network, String payer) {
        return new SettleResponse(
                false, transaction, network, payer, "settlement_pending", "Ask again with the same payment");
    }

    public ObjectNode written(Version version) {
        var json = Json.object()
                .put("success", success)
                .put("transaction", transaction)
                .put("network", Networks.written(version, network))
                .put("payer", payer);
        if (!errorReason.isEmpty()) {
            json.put("errorReason", errorReason);
        }
        if (!errorMessage.isEmpty()) {
            json.put("errorMessage", errorMessage);
        }
        return json;
    }

    public Map<String, String> header(Version version) {
        return Map.of(version.responseHeader(), Envelope.seal(written(version)));
    }

    /** What the answer to a payment says; empty when it says nothing that can be read. */
    public static Optional<SettleResponse> in(HttpAnswer answer) {
        for (var version : new Version[] {Version.V2, Version.V1}) {
            var header = answer.header(version.responseHeader());
            if (header.isPresent()) {
                try {
                    return Optional.of(read(version, Envelope.open(header.get())));
                } catch (Malformed e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static SettleResponse read(Version version, ObjectNode json) {
        return new SettleResponse(
                json.path("success").asBoolean(),
                json.path("transaction").asText(),
                Networks.read(version, json.path("network").asText()),
                json.path("payer").asText(),
                json.path("errorReason").asText(),
                json.path("errorMessage").asText());
    }
}
