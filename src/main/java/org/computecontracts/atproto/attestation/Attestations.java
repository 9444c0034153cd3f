package org.computecontracts.atproto.attestation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;

/** Signatures that travel inside records: {@code network.attested.signature} (badge.blue). */
@ApplicationScoped
public class Attestations {
    /** An honest record has one or two; each costs a verification. */
    private static final int MAX_ENTRIES = 16;

    @Inject
    KeyBinding binding;

    /** Outside the container. */
    public static Attestations with(Identities identities, Pds pds) {
        var attestations = new Attestations();
        attestations.binding = KeyBinding.with(identities, pds);
        return attestations;
    }

    /** A copy with one inline signature added. Anything that refers to the record must be made after this. */
    public static ObjectNode sign(ObjectNode record, Did repository, SigningKey key, Did issuer) {
        var signed = record.deepCopy();
        signed.withArrayProperty("signatures")
                .add(InlineSignature.of(record, repository, key, issuer).entry());
        return signed;
    }

    /** The hash by which a proof (a receipt) names its subject; the proof's own cid and signatures do not count. */
    public static Cid bindingCid(ObjectNode subject, Did subjectRepository, ObjectNode proof) {
        return InlineSignature.attestationCid(subject, proof, subjectRepository);
    }

    /** Whether the proof was made over this very subject, in the subject's repository. */
    public static boolean bindingValid(RepoRecord proof, RepoRecord subject) {
        return bindingCid(subject.json(), subject.author(), proof.json())
                .value()
                .equals(proof.json().path("cid").asText());
    }

    /** The entries that verify: the record is as its signer made it, and in the repository it was made for. */
    public static List<ObjectNode> verified(RepoRecord record) {
        return inline(record).stream().map(InlineSignature::entry).toList();
    }

    private static List<InlineSignature> inline(RepoRecord record) {
        if (!(record.json().path("signatures") instanceof ArrayNode entries)) {
            return List.of();
        }
        return StreamSupport.stream(entries.spliterator(), false)
                .limit(MAX_ENTRIES)
                .filter(entry -> entry.path("$type").asText().equals(InlineSignature.TYPE))
                .filter(ObjectNode.class::isInstance)
                .map(entry -> new InlineSignature((ObjectNode) entry))
                .filter(entry -> entry.verifies(record.json(), record.author()))
                .toList();
    }

    /** Verifies, and asks nobody: what the signatures prove of the record, not yet whose they are. */
    public static AttestationCheck verify(RepoRecord record) {
        var verified = inline(record);
        return verified.isEmpty() ? unsigned(record) : unbound(verified, false, "whose it is has not been asked yet");
    }

    /** Verifies, and asks the network whether a key that verifies is the author's own. */
    public AttestationCheck check(RepoRecord record) {
        var verified = inline(record);
        if (verified.isEmpty()) {
            return unsigned(record);
        }
        var unasked = Optional.<String>empty();
        for (var signature : verified) {
            try {
                var how = binding.of(record.author(), signature);
                if (how.isPresent()) {
                    var reason = "Signed with a key that " + how.get() + ".";
                    return new AttestationCheck(true, true, true, keys(verified), reason);
                }
            } catch (ProblemException e) {
                unasked = Optional.of(e.detail()); // it may be another one that is the author's
            }
        }
        return unasked.map(why -> unbound(verified, false, "whose it is could not be asked: " + why))
                .orElseGet(
                        () -> unbound(verified, true, "which %s does not name as its own".formatted(record.author())));
    }

    private static AttestationCheck unsigned(RepoRecord record) {
        var reason = record.json().path("signatures").isEmpty()
                ? "The record is not signed."
                : "No signature verifies: the record was changed or moved.";
        return new AttestationCheck(false, false, true, List.of(), reason);
    }

    private static AttestationCheck unbound(List<InlineSignature> verified, boolean asked, String why) {
        var keys = keys(verified);
        var reason = "Signed with %s, %s.".formatted(String.join(", ", keys), why);
        return new AttestationCheck(true, false, asked, keys, reason);
    }

    private static List<String> keys(List<InlineSignature> verified) {
        return verified.stream().map(InlineSignature::key).distinct().toList();
    }
}
