package org.computecontracts.atproto.attestation;

import java.util.List;

/**
 * What a record's signatures prove.
 *
 * @param valid at least one inline signature verifies: nobody has changed the record or moved it to another repository
 * @param bound one of the keys that verify is the author's own
 * @param asked whoever could say whose the keys are has answered; while it has not, nothing is known of {@code bound}
 * @param keys the did:keys that verify
 * @param reason one sentence for people
 */
public record AttestationCheck(boolean valid, boolean bound, boolean asked, List<String> keys, String reason) {
    public AttestationCheck {
        keys = List.copyOf(keys);
    }
}
