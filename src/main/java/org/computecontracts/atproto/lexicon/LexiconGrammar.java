package org.computecontracts.atproto.lexicon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StringFormat;

/** The rules of the lexicon language itself (AT Protocol, Lexicon). */
class LexiconGrammar {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");
    private static final Pattern RECORD_KEY = Pattern.compile("tid|nsid|any|literal:.+");
    private static final Pattern REF = Pattern.compile("([^#]*)(#[a-zA-Z][a-zA-Z0-9_-]*)?");
    private static final Set<String> BOUNDS =
            Set.of("minimum", "maximum", "minLength", "maxLength", "minGraphemes", "maxGraphemes", "maxSize");

    void check(JsonNode document) {
        require(
                document.path("lexicon").isIntegralNumber()
                        && document.path("lexicon").longValue() == 1,
                "lexicon",
                "is not 1");
        require(
                document.path("id").isTextual()
                        && Nsid.isValid(document.path("id").asText()),
                "id",
                "is no NSID");
        var defs = document.path("defs");
        require(defs.isObject() && !defs.isEmpty(), "defs", "is not there");
        defs.properties().forEach(def -> named(def.getKey(), def.getValue()));
    }

    /** Only some types may have a name of their own, and the primary ones only {@code main}. */
    private void named(String name, JsonNode def) {
        require(NAME.matcher(name).matches(), name, "is no name");
        var type = def.path("type").asText();
        switch (type) {
            case "record", "query", "procedure", "subscription", "permission-set" -> {
                require(name.equals(Lexicon.MAIN), name, "is a " + type + " and not main");
                primary(type, def);
            }
            case "ref", "union", "unknown", "params" -> throw wrong(name, "cannot be defined as " + type);
            default -> schema(def, name);
        }
    }

    private void primary(String type, JsonNode def) {
        switch (type) {
            case "record" -> {
                require(RECORD_KEY.matcher(def.path("key").asText()).matches(), "main.key", "is no kind of record key");
                require(isType(def.path("record"), "object"), "main.record", "is no object");
                schema(def.path("record"), "main.record");
            }
            case "permission-set" -> {
                require(def.path("permissions").isArray(), "main.permissions", "is not there");
                require(
                        all(
                                def.path("permissions"),
                                permission -> isType(permission, "permission")
                                        && permission.path("resource").isTextual()),
                        "main.permissions",
                        "has one that is no permission");
            }
            default -> method(def);
        }
    }

    private void method(JsonNode def) {
        optional(def, "parameters", parameters -> {
            require(isType(parameters, "params"), "main.parameters", "is no params");
            properties(parameters, "main.parameters");
        });
        for (var body : new String[] {"input", "output", "message"}) {
            optional(def.path(body), "schema", schema -> schema(schema, "main." + body));
        }
        optional(
                def,
                "errors",
                errors -> require(
                        errors.isArray()
                                && all(errors, error -> error.path("name").isTextual()),
                        "main.errors",
                        "has one with no name"));
    }

    private void schema(JsonNode schema, String where) {
        bounds(schema, where);
        switch (schema.path("type").asText()) {
            case "boolean", "integer", "bytes", "cid-link", "blob", "unknown", "token" -> {}
            case "string" -> string(schema, where);
            case "array" -> schema(schema.path("items"), where + "[]");
            case "object" -> properties(schema, where);
            case "ref" -> require(isRef(schema.path("ref")), where, "refers to nothing");
            case "union" ->
                require(
                        schema.path("refs").isArray() && all(schema.path("refs"), LexiconGrammar::isRef),
                        where,
                        "refers to nothing");
            default -> throw wrong(where, "has no known type");
        }
    }

    private static void string(JsonNode schema, String where) {
        optional(
                schema,
                "format",
                format -> require(StringFormat.named(format.asText()).isPresent(), where, "has an unknown format"));
        for (var list : new String[] {"enum", "knownValues"}) {
            optional(
                    schema,
                    list,
                    values ->
                            require(values.isArray() && all(values, JsonNode::isTextual), where, "has a bad " + list));
        }
    }

    private void properties(JsonNode object, String where) {
        var properties = object.path("properties");
        require(properties.isObject() || properties.isMissingNode(), where, "has bad properties");
        properties.properties().forEach(entry -> schema(entry.getValue(), where + "." + entry.getKey()));
        for (var list : new String[] {"required", "nullable"}) {
            require(
                    all(object.path(list), name -> properties.has(name.asText())),
                    where,
                    "has unknown names in " + list);
        }
    }

    private static void bounds(JsonNode schema, String where) {
        BOUNDS.forEach(bound -> optional(
                schema,
                bound,
                value -> require(value.isIntegralNumber(), where, "has a " + bound + " that is no number")));
    }

    private static boolean isRef(JsonNode ref) {
        var parts = REF.matcher(ref.asText());
        return ref.isTextual()
                && parts.matches()
                && (parts.group(1).isEmpty() ? parts.group(2) != null : Nsid.isValid(parts.group(1)));
    }

    private static boolean isType(JsonNode node, String type) {
        return node.path("type").asText().equals(type);
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> test) {
        return StreamSupport.stream(array.spliterator(), false).allMatch(test);
    }

    private static void optional(JsonNode node, String field, Consumer<JsonNode> check) {
        if (node.has(field)) {
            check.accept(node.get(field));
        }
    }

    private static void require(boolean holds, String where, String what) {
        if (!holds) {
            throw wrong(where, what);
        }
    }

    private static IllegalArgumentException wrong(String where, String what) {
        return new IllegalArgumentException("Not a lexicon: " + where + " " + what);
    }
}
