package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.computecontracts.kernel.ProblemException;

/** The kinds of value that JSON has no own form for: links, bytes, blobs (AT Protocol, Data Model). */
public final class DataModel {
    private DataModel() {}

    public static boolean isPlainObject(JsonNode value) {
        return value.isObject() && !value.has("$bytes") && !value.has("$link") && !isBlob(value);
    }

    public static boolean isBytes(JsonNode value) {
        return value.size() == 1 && value.path("$bytes").isTextual();
    }

    public static boolean isLink(JsonNode value) {
        return value.size() == 1 && Cid.isValid(value.path("$link").asText());
    }

    public static boolean isBlob(JsonNode value) {
        return value.path("$type").asText().equals("blob")
                && isLink(value.path("ref"))
                && value.path("mimeType").isTextual()
                && value.path("size").isIntegralNumber();
    }

    static Cid link(ObjectNode object) {
        if (!isLink(object)) {
            throw refused("a malformed $link");
        }
        return new Cid(object.path("$link").asText());
    }

    /** Base64 with or without padding: PDSs write it without, others with. */
    public static byte[] bytes(ObjectNode object) {
        if (!isBytes(object)) {
            throw refused("malformed $bytes");
        }
        try {
            return Base64.getDecoder().decode(object.path("$bytes").asText());
        } catch (IllegalArgumentException e) {
            throw refused("malformed $bytes").causedBy(e);
        }
    }

    static void checkType(ObjectNode object) {
        if (!object.has("$type")) {
            return;
        }
        var type = object.path("$type").textValue();
        if (type == null || type.isEmpty()) {
            throw refused("a $type that is no text");
        }
        if (type.equals("blob") && !isBlob(object)) {
            throw refused("a malformed blob");
        }
    }

    static ProblemException refused(String what, Object... arguments) {
        return AtprotoProblem.INVALID_RECORD.because("The data model has no place for " + what, arguments);
    }
}
