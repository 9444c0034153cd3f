package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.kernel.Json;

/** One exact version of one record: where it lives and the hash of what it says. */
public record StrongRef(AtUri uri, Cid cid) {
    static final String TYPE = "com.atproto.repo.strongRef";

    /** As it stands in a record. */
    public ObjectNode toJson() {
        return Json.object().put("$type", TYPE).put("uri", uri.value()).put("cid", cid.value());
    }

    /** INVALID_RECORD when it is not one; the {@code $type} may be left out, where the field's own type says it. */
    public static StrongRef of(JsonNode json) {
        if (!json.path("$type").asText(TYPE).equals(TYPE)) {
            throw AtprotoProblem.INVALID_RECORD.because("%s where a strong reference is expected", json.path("$type"));
        }
        try {
            return new StrongRef(
                    new AtUri(json.path("uri").asText()),
                    new Cid(json.path("cid").asText()));
        } catch (IllegalArgumentException e) {
            throw AtprotoProblem.INVALID_RECORD
                    .because("Not a strong reference: %s", String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    @Override
    public String toString() {
        return uri + " " + cid;
    }
}
