package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.DataModel;
import org.computecontracts.atproto.Nsid;

/** One walk through a value along its schema, collecting what is wrong. */
class RecordCheck {
    private final Function<Nsid, Optional<Lexicon>> lexicons;
    private final Violations violations = new Violations();
    private final ScalarCheck scalars = new ScalarCheck(violations);

    RecordCheck(Function<Nsid, Optional<Lexicon>> lexicons) {
        this.lexicons = lexicons;
    }

    List<String> violations() {
        return violations.all();
    }

    void check(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (violations.isFull()) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "boolean" -> scalars.bool(schema, value, path);
            case "integer" -> scalars.integer(schema, value, path);
            case "string" -> scalars.string(schema, value, path);
            case "bytes" -> scalars.bytes(schema, value, path);
            case "cid-link" -> violations.require(DataModel.isLink(value), path, "must be a link");
            case "blob" -> scalars.blob(schema, value, path);
            case "array" -> array(in, schema, value, path);
            case "object" -> object(in, schema, value, path);
            case "ref" -> follow(in, schema.path("ref").asText(), value, path);
            case "union" -> union(in, schema, value, path);
            case "unknown" -> violations.require(DataModel.isPlainObject(value), path, "must be an object");
            default -> violations.add(path, "can have no value");
        }
    }

    private void array(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (!value.isArray()) {
            violations.add(path, "must be a list");
            return;
        }
        violations.requireSize(schema, "Length", value::size, path, "items");
        for (var i = 0; i < value.size(); i++) {
            check(in, schema.path("items"), value.get(i), path + "[" + i + "]");
        }
    }

    private void object(Lexicon in, JsonNode schema, JsonNode value, String path) {
        if (!DataModel.isPlainObject(value)) {
            violations.add(path, "must be an object");
            return;
        }
        schema.path("required")
                .forEach(
                        name -> violations.require(value.has(name.asText()), path + "." + name.asText(), "is missing"));
        for (var property : schema.path("properties").properties()) {
            var member = value.get(property.getKey());
            var isAllowedNull = member != null
                    && member.isNull()
                    && ScalarCheck.any(
                            schema.path("nullable"), name -> name.asText().equals(property.getKey()));
            if (member != null && !isAllowedNull) {
                check(in, property.getValue(), member, path + "." + property.getKey());
            }
        }
    }

    private void union(Lexicon in, JsonNode schema, JsonNode value, String path) {
        var type = value.path("$type").textValue();
        if (!DataModel.isPlainObject(value) || type == null) {
            violations.add(path, "must be an object with a $type");
            return;
        }
        var known = StreamSupport.stream(schema.path("refs").spliterator(), false)
                .map(ref -> SchemaRef.of(in.id(), ref.asText()))
                .filter(ref -> ref.isNamed(type))
                .findFirst();
        if (known.isPresent()) {
            follow(known.get(), value, path);
        } else {
            violations.require(!schema.path("closed").asBoolean(), path, "cannot be a " + type);
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
            violations.require(value.isObject(), path, "must be an object");
        }
    }

    void violation(String path, String what) {
        violations.add(path, what);
    }
}
