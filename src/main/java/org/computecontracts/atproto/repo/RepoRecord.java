package org.computecontracts.atproto.repo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * One version of a record as its repository gave it. The JSON is what was hashed and signed: read through it, never change
 * it, never rebuild it from something else.
 */
public record RepoRecord(
        AtUri uri, Cid cid, @JsonProperty("value") ObjectNode json) {
    private static final Logger LOG = Logger.getLogger(RepoRecord.class.getName());

    /**
     * Recomputes the CID; CID_MISMATCH when the content has another one. Signed records of the reference implementation's
     * own store are hashed with {@code {"$bytes"}} left as a map: that form is taken too.
     */
    public static RepoRecord checked(AtUri uri, Cid cid, ObjectNode json) {
        var standard = Cid.ofRecord(json);
        var asMaps = json.has("signatures") ? Cid.ofDagCbor(DagCbor.encodeAsMaps(json)) : standard;
        if (!cid.equals(standard) && cid.equals(asMaps)) {
            LOG.log(Level.INFO, "{0} has its bytes hashed as a map", uri);
        } else if (!cid.equals(standard)) {
            throw AtprotoProblem.CID_MISMATCH.because("%s says %s, its content has %s", uri, cid, standard);
        }
        return new RepoRecord(uri, cid, json);
    }

    public Did author() {
        return uri.authority();
    }

    public StrongRef ref() {
        return new StrongRef(uri, cid);
    }

    /** The record's own {@code $type}; INVALID_RECORD without one. */
    public String type() {
        return text("$type");
    }

    public StrongRef strongRef(String field) {
        return optionalRef(field).orElseThrow(() -> missing(field, "a strong reference"));
    }

    /** Empty when the field is absent or an explicit null; INVALID_RECORD when it is there but malformed. */
    public Optional<StrongRef> optionalRef(String field) {
        return json.hasNonNull(field) ? Optional.of(StrongRef.of(json.get(field))) : Optional.empty();
    }

    public String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field, "a text"));
    }

    public Optional<String> optionalText(String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }

    private RuntimeException missing(String field, String what) {
        return AtprotoProblem.INVALID_RECORD.because("%s has no %s that is %s", uri, field, what);
    }
}
