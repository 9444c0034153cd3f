package org.computecontracts.network.view;

import java.net.URI;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Tid;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's own server shows of one record, and whether it proves it.
 *
 * @param archive the CAR file as it came; empty when none did
 * @param key the did:key by which the account signs, as its DID document has it
 * @param rev,data the signed commit, where it holds
 * @param cid what the tree holds at the record's path; null when it holds nothing, or nothing is proved
 * @param cbor the record's bytes
 * @param problem why nothing is proved; empty when it is
 */
public record RecordProof(
        @Nullable URI server,
        byte[] archive,
        String key,
        @Nullable Tid rev,
        @Nullable Cid data,
        @Nullable Cid cid,
        byte @Nullable [] cbor,
        String problem) {
    static RecordProof none(@Nullable URI server, byte[] archive, String key, String problem) {
        return new RecordProof(server, archive, key, null, null, null, null, problem);
    }

    /** The commit is the account's; what it says may be that there is no such record. */
    public boolean holds() {
        return problem.isEmpty();
    }

    /** The signed tree has no such record. */
    public boolean provesAbsence() {
        return holds() && cid == null;
    }
}
