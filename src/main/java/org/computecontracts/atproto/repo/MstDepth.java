package org.computecontracts.atproto.repo;

import java.util.HashSet;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no tree can be, before it is worked on: of the nodes that came along, no chain may be longer than a hash, none
 * may be in two places, and only the root may be empty.
 */
final class MstDepth {
    private static final int MAX = 128;

    private final Car car;
    private final Set<Cid> met = new HashSet<>();

    MstDepth(Car car) {
        this.car = car;
    }

    void check(Cid root) {
        check(root, 0);
    }

    private void check(@Nullable Cid cid, int depth) {
        var block = cid == null ? null : car.blocks().get(cid);
        if (cid == null || block == null) {
            return;
        }
        if (depth > MAX || !met.add(cid)) {
            throw new IllegalArgumentException("Nodes that make no tree");
        }
        var node = MstNode.of(block);
        if (depth > 0 && node.entries().isEmpty() && node.left() == null) {
            throw new IllegalArgumentException("An empty node below the root");
        }
        check(node.left(), depth + 1);
        node.entries().forEach(entry -> check(entry.right(), depth + 1));
    }
}
