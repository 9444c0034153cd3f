package org.computecontracts.market;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AttestationCheck;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;

/**
 * A record as it is in its author's repository now, and what we found when we recomputed it.
 *
 * @param claimed the CID its host names
 * @param recomputed the CID of the JSON as it came
 * @param violations what its lexicon forbids; empty for a valid record or an unknown lexicon
 */
public record Inspection(
        AtUri uri,
        Did author,
        String handle,
        Cid claimed,
        Cid recomputed,
        AttestationCheck attestation,
        List<String> violations,
        ObjectNode json) {
    public boolean isCidRight() {
        return claimed.equals(recomputed);
    }
}
