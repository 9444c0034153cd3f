package org.computecontracts.atproto.repo;

import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/** One key of a tree node, its value, and the subtree of the keys that follow it. */
record MstEntry(String key, Cid value, @Nullable Cid right) {
    MstEntry withRight(@Nullable Cid subtree) {
        return new MstEntry(key, value, subtree);
    }
}
