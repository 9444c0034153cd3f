package org.computecontracts.plc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.ProblemException;

/** What an operation of did:plc may look like, with the limits of the public directory. */
final class PlcRules {
    private static final Set<String> OPERATION =
            Set.of("type", "rotationKeys", "verificationMethods", "alsoKnownAs", "services", "prev", "sig");
    private static final Set<String> TOMBSTONE = Set.of("type", "prev", "sig");
    private static final int MAX_BYTES = 7500;
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_TEXT = 512;

    private PlcRules() {}

    static PlcOperation checked(ObjectNode json) {
        try {
            switch (json.path("type").asText()) {
                case "plc_operation" -> checkOperation(json);
                case "plc_tombstone" -> checkTombstone(json);
                default -> throw refused("type is neither plc_operation nor plc_tombstone");
            }
            checkSignature(json.path("sig"));
            if (DagCbor.encode(json).length > MAX_BYTES) {
                throw refused("larger than %d bytes".formatted(MAX_BYTES));
            }
            return new PlcOperation(json);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage())).causedBy(e);
        }
    }

    private static void checkOperation(ObjectNode json) {
        checkFields(json, OPERATION);
        checkRotationKeys(json.path("rotationKeys"));
        checkEntries("verificationMethods", json.path("verificationMethods"), key -> checkDidKey(key.asText()));
        checkEntries("services", json.path("services"), PlcRules::checkService);
        var names = json.path("alsoKnownAs");
        require(names.isArray() && names.size() <= MAX_ENTRIES, "alsoKnownAs must be a short list");
        names.forEach(name -> checkUri(name, "alsoKnownAs"));
        if (!json.path("prev").isNull()) {
            new Cid(json.path("prev").asText());
        }
    }

    private static void checkTombstone(ObjectNode json) {
        checkFields(json, TOMBSTONE);
        new Cid(json.path("prev").asText());
    }

    private static void checkFields(ObjectNode json, Set<String> expected) {
        var fields = new HashSet<String>();
        json.fieldNames().forEachRemaining(fields::add);
        require(fields.equals(expected), "the fields must be " + List.copyOf(expected));
    }

    /** None at all is allowed, and makes the DID final. */
    private static void checkRotationKeys(JsonNode keys) {
        require(keys.isArray() && keys.size() <= MAX_ENTRIES, "rotationKeys must be a short list");
        keys.forEach(key -> VerifyingKey.parse(key.asText()));
    }

    /** Keys that are not for the AT Protocol may be of other kinds (did:plc specification, verificationMethods). */
    private static void checkDidKey(String key) {
        require(key.matches("did:key:z[1-9A-HJ-NP-Za-km-z]{1,256}"), "a verification method is no did:key");
    }

    private static void checkEntries(String field, JsonNode map, Consumer<JsonNode> check) {
        require(map.isObject() && map.size() <= MAX_ENTRIES, field + " must be a small map");
        map.fieldNames()
                .forEachRemaining(name -> require(name.matches("[a-zA-Z0-9_-]{1,32}"), field + " has a bad name"));
        map.forEach(check);
    }

    private static void checkService(JsonNode service) {
        var type = service.path("type");
        require(service.size() == 2 && type.isTextual() && type.asText().length() <= MAX_TEXT, "a service has no type");
        checkUri(service.path("endpoint"), "endpoint");
    }

    private static void checkUri(JsonNode text, String field) {
        require(text.isTextual() && text.asText().length() <= MAX_TEXT, field + " is no short text");
        require(URI.create(text.asText()).isAbsolute(), field + " is no URI");
    }

    private static void checkSignature(JsonNode signature) {
        var text = signature.asText();
        require(signature.isTextual() && !text.endsWith("="), "sig is not base64url without padding");
        var bytes = Base64.getUrlDecoder().decode(text);
        require(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text), "sig has stray bits");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw refused(message);
        }
    }

    private static ProblemException refused(String reason) {
        return PlcProblem.INVALID_OPERATION.because("Not a valid operation: %s", reason);
    }
}
