package org.computecontracts.atproto.repo;

import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.jspecify.annotations.Nullable;

/**
 * A commit whose signature and operations have been checked.
 *
 * @param data root of the tree
 * @param prevData root of the tree before, found by undoing the operations; null where the host did not say it
 */
public record ProvenCommit(
        Did did, Tid rev, Cid data, @Nullable Cid prevData, List<ProvenWrite> writes) {
    public ProvenCommit {
        writes = List.copyOf(writes);
    }
}
