package org.computecontracts.appview.inspection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.Attested;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.network.view.RecordProof;

/**
 * A record as it is in its author's repository now, and what we found when we recomputed it.
 *
 * @param claimed the CID its host names, or that we saw last
 * @param recomputed the CID of the JSON as it came
 * @param violations what its lexicon forbids; empty for a valid record or an unknown lexicon
 * @param notFetched why it could not be had now, and is shown as it was seen last; empty when it came from its host
 */
public record Inspection(
        AtUri uri,
        Did author,
        String handle,
        Cid claimed,
        Cid recomputed,
        Attested attested,
        AttestationCheck attestation,
        boolean lexiconKnown,
        List<String> violations,
        PublishedForm published,
        ObjectNode json,
        byte[] cbor,
        List<CborLine> dump,
        RecordProof proof,
        Optional<DealRecord> said,
        List<StrongRef> backlinks,
        List<Version> history,
        String notFetched) {
    /** What the owner of the name says that such records look like. */
    public record PublishedForm(String told, boolean there, List<String> violations) {}

    /** A version that was seen; without a CID, its deletion. */
    public record Version(String rev, Optional<Cid> cid, String source, Instant seenAt) {}

    public boolean isCidRight() {
        return claimed.equals(recomputed);
    }

    @JsonIgnore
    public int getByteCount() {
        return cbor.length;
    }

    /** Whether there is a proof to be downloaded, valid or not. */
    @JsonIgnore
    public boolean isProofThere() {
        return proof.archive().length > 0;
    }

    /** The signed tree of its repository has this very record. */
    @JsonIgnore
    public boolean isProved() {
        return proof.holds() && recomputed.equals(proof.cid());
    }
}
