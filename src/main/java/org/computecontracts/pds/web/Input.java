package org.computecontracts.pds.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.xrpc.XrpcError;

/** The body of a procedure, field by field; what is missing or malformed is an InvalidRequest. */
public record Input(ObjectNode json) {
    public String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> XrpcError.invalidRequest("Input must have the property \"%s\"", field));
    }

    public Optional<String> optionalText(String field) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw XrpcError.invalidRequest("Input/%s must be a string", field);
        }
        // PostgreSQL has no place for it in a text, and nothing here has a use
        if (value.asText().indexOf('\0') >= 0) {
            throw XrpcError.invalidRequest("Input/%s must not hold the character U+0000", field);
        }
        return Optional.of(value.asText());
    }

    public Optional<Boolean> optionalBoolean(String field) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw XrpcError.invalidRequest("Input/%s must be a boolean", field);
        }
        return Optional.of(value.booleanValue());
    }

    public Optional<Cid> optionalCid(String field) {
        return optionalText(field).map(Input::cid);
    }

    public JsonNode required(String field) {
        if (!json.has(field)) {
            throw XrpcError.invalidRequest("Input must have the property \"%s\"", field);
        }
        return json.get(field);
    }

    /** A list that must be there and hold objects alone. */
    public List<ObjectNode> objects(String field) {
        var objects = new ArrayList<ObjectNode>();
        for (var value : required(field)) {
            if (!(value instanceof ObjectNode object)) {
                throw XrpcError.invalidRequest("Input/%s must hold objects", field);
            }
            objects.add(object);
        }
        return objects;
    }

    public static Did did(String text) {
        return parsed(text, Did::new);
    }

    public static Nsid nsid(String text) {
        return parsed(text, Nsid::new);
    }

    public static Cid cid(String text) {
        return parsed(text, Cid::new);
    }

    public static Tid tid(String text) {
        return parsed(text, Tid::new);
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("%s", String.valueOf(e.getMessage()));
        }
    }
}
