package org.computecontracts.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** JSON in a header: standard base64 with padding, at most 16 KiB; and its fields, read strictly. */
final class Envelope {
    static final int MOST_CHARACTERS = 16 << 10;

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");

    private Envelope() {}

    static String seal(JsonNode json) {
        return Base64.getEncoder().encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode open(String header) {
        if (header.length() > MOST_CHARACTERS) {
            throw new Malformed("The header is longer than " + MOST_CHARACTERS + " characters");
        }
        try {
            var bytes = Base64.getDecoder().decode(header);
            // The JDK's decoder lets missing padding and stray bits pass.
            if (!Base64.getEncoder().encodeToString(bytes).equals(header)) {
                throw new Malformed("The header is not standard base64 with padding");
            }
            return Json.readObject(bytes);
        } catch (IllegalArgumentException e) {
            throw new Malformed("The header is not standard base64", e);
        } catch (ProblemException e) {
            throw new Malformed("The header holds no JSON object: " + e.detail(), e);
        }
    }

    static String text(JsonNode object, String field) {
        return optionalText(object, field).orElseThrow(() -> new Malformed(field + " must be a text"));
    }

    static Optional<String> optionalText(JsonNode object, String field) {
        var value = object.path(field);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** A decimal text of a uint256: no sign, no exponent, no leading zero. */
    static BigInteger number(JsonNode object, String field) {
        var text = text(object, field);
        if (!DECIMAL.matcher(text).matches()) {
            throw new Malformed(field + " must be a decimal number in a text");
        }
        return new BigInteger(text);
    }

    /** A text as a value that checks itself. */
    static <T> T as(Function<String, T> type, JsonNode object, String field) {
        try {
            return type.apply(text(object, field));
        } catch (IllegalArgumentException e) {
            throw new Malformed(field + ": " + e.getMessage(), e);
        }
    }
}
