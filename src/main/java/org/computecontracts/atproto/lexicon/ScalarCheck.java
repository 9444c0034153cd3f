package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.DataModel;
import org.computecontracts.atproto.StringFormat;

/** Checks values that hold no others against their schema. */
final class ScalarCheck {
    private final Violations violations;

    ScalarCheck(Violations violations) {
        this.violations = violations;
    }

    void bool(JsonNode schema, JsonNode value, String path) {
        violations.require(value.isBoolean() && allows(schema, value), path, "must be a boolean");
    }

    void integer(JsonNode schema, JsonNode value, String path) {
        if (!value.isNumber() || value.decimalValue().stripTrailingZeros().scale() > 0) {
            violations.add(path, "must be an integer");
            return;
        }
        var number = value.decimalValue();
        violations.require(
                !schema.has("minimum")
                        || number.compareTo(schema.path("minimum").decimalValue()) >= 0,
                path,
                "must be at least " + schema.path("minimum"));
        violations.require(
                !schema.has("maximum")
                        || number.compareTo(schema.path("maximum").decimalValue()) <= 0,
                path,
                "must be at most " + schema.path("maximum"));
        violations.require(allows(schema, value), path, "is none of the allowed values");
    }

    void string(JsonNode schema, JsonNode value, String path) {
        if (!value.isTextual()) {
            violations.add(path, "must be a text");
            return;
        }
        var text = new TextMeasure(value.textValue());
        violations.requireSize(schema, "Length", text::bytes, path, "bytes of text");
        violations.requireSize(schema, "Graphemes", text::graphemes, path, "characters");
        violations.require(allows(schema, value), path, "is none of the allowed values");
        StringFormat.named(schema.path("format").asText())
                .ifPresent(format -> violations.require(
                        format.accepts(value.textValue()), path, "must be a valid " + format.lexiconName()));
    }

    void bytes(JsonNode schema, JsonNode value, String path) {
        if (DataModel.isBytes(value)) {
            violations.requireSize(schema, "Length", () -> DataModel.bytes((ObjectNode) value).length, path, "bytes");
        } else {
            violations.add(path, "must be bytes");
        }
    }

    void blob(JsonNode schema, JsonNode value, String path) {
        if (!DataModel.isBlob(value)) {
            violations.add(path, "must be a blob");
            return;
        }
        violations.require(
                value.path("size").longValue() <= schema.path("maxSize").asLong(Long.MAX_VALUE),
                path,
                "must have at most " + schema.path("maxSize") + " bytes");
        var type = value.path("mimeType").asText();
        violations.require(
                !schema.has("accept") || any(schema.path("accept"), pattern -> matches(pattern.asText(), type)),
                path,
                "must be of type " + schema.path("accept"));
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }

    private static boolean allows(JsonNode schema, JsonNode value) {
        return (!schema.has("const") || isSame(schema.get("const"), value))
                && (!schema.has("enum") || any(schema.path("enum"), allowed -> isSame(allowed, value)));
    }

    /** A number read from JSON and one read from CBOR are of different classes. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber()) {
            return one.longValue() == other.longValue();
        }
        return one.equals(other);
    }

    static boolean any(JsonNode array, Predicate<JsonNode> test) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(test);
    }
}
