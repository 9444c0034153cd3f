package org.computecontracts.pds.record;

import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * What one write did to the tree.
 *
 * @param cid of the record from now on; null when it is gone
 * @param prev of the record before; null when there was none
 */
public record RepoOp(
        Write write, @Nullable Cid cid, @Nullable Cid prev) {
    public String action() {
        if (cid == null) {
            return "delete";
        }
        return prev == null ? "create" : "update";
    }
}
