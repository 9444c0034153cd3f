package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;

/** A 402 answer: the ways to pay, and what was wrong with the payment that came, if one did. */
public record PaymentRequired(
        Version version, List<Requirement> accepts, String error, JsonNode resource, JsonNode raw) {
    public static final String HEADER = "PAYMENT-REQUIRED";

    public PaymentRequired {
        accepts = List.copyOf(accepts);
    }

    /** For the clients of version 2. */
    public static String header(Resource resource, Requirement requirement, String error) {
        var json = Json.object().put("x402Version", 2).put("error", error);
        json.putObject("resource")
                .put("url", resource.url())
                .put("description", resource.description())
                .put("mimeType", resource.mimeType());
        json.putArray("accepts").add(requirement.written(resource, Version.V2));
        return Envelope.seal(json);
    }

    /** For the clients of version 1; those of version 2 do not look. */
    public static String body(Resource resource, Requirement requirement, String error) {
        var json = Json.object().put("x402Version", 1).put("error", error);
        json.putArray("accepts").add(requirement.written(resource, Version.V1));
        return Json.write(json);
    }

    /** As a client of both versions reads it: the header first. */
    public static PaymentRequired read(HttpAnswer answer) {
        try {
            var json = answer.header(HEADER)
                    .map(Envelope::open)
                    .map(JsonNode.class::cast)
                    .orElseGet(() -> Json.read(answer.text()));
            var version = Version.of(json);
            return new PaymentRequired(
                    version,
                    StreamSupport.stream(json.path("accepts").spliterator(), false)
                            .flatMap(entry -> readable(version, entry).stream())
                            .toList(),
                    Envelope.optionalText(json, "error").orElse(""),
                    json.path("resource"),
                    json);
        } catch (ProblemException e) {
            throw new Malformed("The demand is not JSON: " + e.detail(), e);
        }
    }

    /** An entry of another scheme may have any shape: it is none for us. */
    private static Optional<Requirement> readable(Version version, JsonNode entry) {
        try {
            return Optional.of(Requirement.read(version, entry));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** The entry as it came, which a payment of version 2 repeats. */
    JsonNode entry(Requirement chosen) {
        return StreamSupport.stream(raw.path("accepts").spliterator(), false)
                .filter(entry -> readable(version, entry).filter(chosen::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new Malformed("That way to pay was not offered"));
    }
}
