package org.computecontracts.atproto.attestation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.DataModel;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/**
 * One entry of a record's {@code signatures}. What is signed is the hash of the record without its signatures, but with
 * this entry's other members and the repository as {@code $sig}: so a copy in another repository does not verify.
 */
record InlineSignature(ObjectNode entry) {
    static final String TYPE = "network.attested.signature";

    static InlineSignature of(ObjectNode record, Did repository, SigningKey key, Did issuer) {
        var entry = Json.object().put("$type", TYPE).put("key", key.didKey()).put("issuer", issuer.value());
        var cid = attestationCid(record, entry, repository);
        entry.put("cid", cid.value());
        entry.putObject("signature")
                .put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(key.sign(cid.bytes())));
        return new InlineSignature(entry);
    }

    /** Both attestations of one record and bindings between two; {@code metadata} is the entry or the proof record. */
    static Cid attestationCid(ObjectNode record, ObjectNode metadata, Did repository) {
        var sig = metadata.deepCopy();
        sig.remove(List.of("cid", "signature", "signatures"));
        sig.put("repository", repository.value());
        var hashed = record.deepCopy();
        hashed.remove("signatures");
        hashed.set("$sig", sig);
        requireType(record);
        requireType(metadata);
        return Cid.ofDagCbor(DagCbor.encodeAsMaps(hashed));
    }

    private static void requireType(ObjectNode object) {
        if (object.path("$type").asText().isEmpty()) {
            throw AtprotoProblem.INVALID_RECORD.because("An attestation needs a $type on both sides");
        }
    }

    String key() {
        return entry.path("key").asText();
    }

    Optional<Did> issuer() {
        return Optional.of(entry.path("issuer").asText()).filter(Did::isValid).map(Did::new);
    }

    boolean verifies(ObjectNode record, Did repository) {
        try {
            var cid = attestationCid(record, entry, repository);
            return entry.path("cid").asText(cid.value()).equals(cid.value())
                    && entry.path("signature") instanceof ObjectNode signature
                    && VerifyingKey.parse(key()).verify(cid.bytes(), DataModel.bytes(signature));
        } catch (IllegalArgumentException | ProblemException e) {
            return false; // malformed: it proves nothing, and is no fault of ours
        }
    }
}
