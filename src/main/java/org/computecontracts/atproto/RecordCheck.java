package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** One walk through a value along its schema, collecting what is wrong. */
class RecordCheck {
    private static final int MAX_VIOLATIONS = 20;

    private final Function<Nsid, Optional<Lexicon>> lexicons;
    private final List<String> violations = new ArrayList<>();

    RecordCheck(Function<Nsid, Optional<Lexicon>> lexicons) {
        this.lexicons = lexicons;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    void check(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (violations.size() >= MAX_VIOLATIONS) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "boolean" -> require(value.isBoolean() && allows(schema, value), path, "must be a boolean");
            case "integer" -> integer(schema, value, path);
            case "string" -> string(schema, value, path);
            case "bytes" -> bytes(schema, value, path);
            case "cid-link" -> require(DataModel.isLink(value), path, "must be a link");
            case "blob" -> blob(schema, value, path);
            case "array" -> array(in, schema, value, path);
            case "object" -> object(in, schema, value, path);
            case "ref" -> follow(in, schema.path("ref").asText(), value, path);
            case "union" -> union(in, schema, value, path);
            case "unknown" -> require(DataModel.isPlainObject(value), path, "must be an object");
            default -> violation(path, "can have no value");
        }
    }

    private void integer(JsonNode schema, JsonNode value, String path) {
        if (!value.isNumber() || value.decimalValue().stripTrailingZeros().scale() > 0) {
            violation(path, "must be an integer");
            return;
        }
        var number = value.decimalValue();
        require(
                !schema.has("minimum")
                        || number.compareTo(schema.path("minimum").decimalValue()) >= 0,
                path,
                "must be at least " + schema.path("minimum"));
        require(
                !schema.has("maximum")
                        || number.compareTo(schema.path("maximum").decimalValue()) <= 0,
                path,
                "must be at most " + schema.path("maximum"));
        require(allows(schema, value), path, "is none of the allowed values");
    }

    private void string(JsonNode schema, JsonNode value, String path) {
        if (!value.isTextual()) {
            violation(path, "must be a text");
            return;
        }
        var text = new TextMeasure(value.textValue());
        size(schema, "Length", text::bytes, path, "bytes of text");
        size(schema, "Graphemes", text::graphemes, path, "characters");
        require(allows(schema, value), path, "is none of the allowed values");
        StringFormat.named(schema.path("format").asText())
                .ifPresent(format ->
                        require(format.accepts(value.textValue()), path, "must be a valid " + format.lexiconName()));
    }

    private void bytes(JsonNode schema, JsonNode value, String path) {
        if (DataModel.isBytes(value)) {
            size(schema, "Length", () -> DataModel.bytes((ObjectNode) value).length, path, "bytes");
        } else {
            violation(path, "must be bytes");
        }
    }

    private void blob(JsonNode schema, JsonNode value, String path) {
        if (!DataModel.isBlob(value)) {
            violation(path, "must be a blob");
            return;
        }
        require(
                value.path("size").longValue() <= schema.path("maxSize").asLong(Long.MAX_VALUE),
                path,
                "must have at most " + schema.path("maxSize") + " bytes");
        var type = value.path("mimeType").asText();
        require(
                !schema.has("accept") || any(schema.path("accept"), pattern -> matches(pattern.asText(), type)),
                path,
                "must be of type " + schema.path("accept"));
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }

    private void array(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (!value.isArray()) {
            violation(path, "must be a list");
            return;
        }
        size(schema, "Length", value::size, path, "items");
        for (var i = 0; i < value.size(); i++) {
            check(in, schema.path("items"), value.get(i), path + "[" + i + "]");
        }
    }

    private void object(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (!DataModel.isPlainObject(value)) {
            violation(path, "must be an object");
            return;
        }
        schema.path("required")
                .forEach(name -> require(value.has(name.asText()), path + "." + name.asText(), "is missing"));
        for (var property : schema.path("properties").properties()) {
            var member = value.get(property.getKey());
            var isAllowedNull = member != null
                    && member.isNull()
                    && any(schema.path("nullable"), name -> name.asText().equals(property.getKey()));
            if (member != null && !isAllowedNull) {
                check(in, property.getValue(), member, path + "." + property.getKey());
            }
        }
    }

    private void union(Lexicon in, JsonNode schema, JsonNode value, String path) {
        var type = value.path("$type").textValue();
        if (!DataModel.isPlainObject(value) || type == null) {
            violation(path, "must be an object with a $type");
            return;
        }
        var known = StreamSupport.stream(schema.path("refs").spliterator(), false)
                .map(ref -> SchemaRef.of(in.id(), ref.asText()))
                .filter(ref -> ref.isNamed(type))
                .findFirst();
        if (known.isPresent()) {
            follow(known.get(), value, path);
        } else {
            require(!schema.path("closed").asBoolean(), path, "cannot be a " + type);
        }
    }

    private void follow(Lexicon in, String ref, JsonNode value, String path) {
        follow(SchemaRef.of(in.id(), ref), value, path);
    }

    /** What a lexicon unknown to us defines can be any object. */
    private void follow(SchemaRef ref, JsonNode value, String path) {
        var lexicon = lexicons.apply(ref.nsid());
        var def = lexicon.flatMap(
                known -> ref.isMain() ? known.record().or(() -> known.def(ref.name())) : known.def(ref.name()));
        if (lexicon.isPresent() && def.isPresent()) {
            check(lexicon.get(), def.get(), value, path);
        } else {
            require(value.isObject(), path, "must be an object");
        }
    }

    private void size(JsonNode schema, String what, IntSupplier size, String path, String unit) {
        var least = schema.path("min" + what);
        var most = schema.path("max" + what);
        if (least.isMissingNode() && most.isMissingNode()) {
            return;
        }
        var found = size.getAsInt();
        require(found >= least.asLong(0), path, "must have at least " + least + " " + unit);
        require(found <= most.asLong(Long.MAX_VALUE), path, "must have at most " + most + " " + unit);
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

    private static boolean any(JsonNode array, Predicate<JsonNode> test) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(test);
    }

    private void require(boolean holds, String path, String what) {
        if (!holds) {
            violation(path, what);
        }
    }

    void violation(String path, String what) {
        violations.add(path + " " + what);
    }
}
