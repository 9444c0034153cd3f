package org.computecontracts.atproto.repo;

import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * One change of a commit as a host tells it: not proved yet.
 *
 * @param path {@code collection/rkey}
 * @param cid the new version; null for a deletion
 * @param prev the version before; null for a creation, or where the host does not say
 */
public record CommitOp(
        Action action,
        String path,
        @Nullable Cid cid,
        @Nullable Cid prev) {
    /** What was done to the record. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE
    }

    public CommitOp {
        if ((action == Action.DELETE) != (cid == null)) {
            throw new IllegalArgumentException("A version for what is deleted, or none for what is not: " + path);
        }
    }
}
