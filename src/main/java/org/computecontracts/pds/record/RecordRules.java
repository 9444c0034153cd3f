package org.computecontracts.pds.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.RecordKey;
import org.computecontracts.atproto.lexicon.Lexicons;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.PdsProblem;
import org.jspecify.annotations.Nullable;

/** Checks records before they are written, as the reference implementation does. */
@ApplicationScoped
public class RecordRules {
    private static final double LARGEST = (1L << 53) - 1;

    @Inject
    Lexicons lexicons;

    /**
     * The record with its {@code $type}, encoded.
     *
     * @param validate true: its lexicon must be known and kept; false: nobody asks; null: kept where it is known
     */
    public PreparedRecord prepare(Nsid collection, String rkey, JsonNode record, @Nullable Boolean validate) {
        if (!RecordKey.isValid(rkey)) {
            throw PdsProblem.INVALID_REQUEST.because("Invalid record key: %s", rkey);
        }
        if (!(record instanceof ObjectNode object)) {
            throw PdsProblem.INVALID_REQUEST.because("A record must be an object");
        }
        var typed = typed(collection, object);
        checkNumbers(typed);
        var cbor = encoded(collection, typed);
        var status = Boolean.FALSE.equals(validate) ? null : status(collection, typed, validate != null);
        BlobRef.legacyIn(typed).forEach(RecordRules::refuse);
        return new PreparedRecord(collection, rkey, cbor, Cid.ofDagCbor(cbor), BlobRef.in(typed), status);
    }

    private static void refuse(BlobRef legacy) {
        throw PdsProblem.INVALID_REQUEST.because("Legacy blobs are not allowed (%s)", legacy.cid());
    }

    private static ObjectNode typed(Nsid collection, ObjectNode record) {
        var typed = record.deepCopy();
        if (!typed.has("$type")) {
            typed.put("$type", collection.value());
        }
        if (!typed.path("$type").asText().equals(collection.value())) {
            throw PdsProblem.INVALID_REQUEST.because(
                    "Invalid $type: expected %s, got %s",
                    collection, typed.path("$type").asText());
        }
        return typed;
    }

    /** What a reader in JavaScript cannot hold would make all of the repository unreadable there. */
    private static void checkNumbers(JsonNode value) {
        if (value.isNumber() && !(Math.abs(value.doubleValue()) <= LARGEST)) {
            throw PdsProblem.INVALID_REQUEST.because("Integers must be within 2^53: %s", value);
        }
        value.forEach(RecordRules::checkNumbers);
    }

    private static byte[] encoded(Nsid collection, ObjectNode record) {
        try {
            return DagCbor.encode(record);
        } catch (ProblemException e) {
            throw PdsProblem.INVALID_REQUEST
                    .because("Invalid %s record: %s", collection, e.detail())
                    .causedBy(e);
        }
    }

    private String status(Nsid collection, ObjectNode record, boolean mustBeKnown) {
        if (!lexicons.knows(collection)) {
            if (mustBeKnown) {
                throw PdsProblem.INVALID_REQUEST.because("Unknown lexicon type: %s", collection);
            }
            return "unknown";
        }
        var violations = lexicons.violations(collection, record);
        if (!violations.isEmpty()) {
            throw PdsProblem.INVALID_REQUEST.because("Invalid %s record: %s", collection, violations.getFirst());
        }
        return "valid";
    }
}
