package org.computecontracts.atproto;

import java.util.List;
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
