package org.computecontracts.atproto;

import java.util.List;

/**
 * What a record's signatures prove.
 *
 * @param valid at least one inline signature verifies: nobody has changed the record or moved it to another repository
 * @param bound one of the keys that verify is the author's own
 * @param keys the did:keys that verify
 * @param reason one sentence for people
 */
public record AttestationCheck(boolean valid, boolean bound, List<String> keys, String reason) {
    public AttestationCheck {
        keys = List.copyOf(keys);
    }
}
