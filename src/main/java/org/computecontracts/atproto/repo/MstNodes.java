package org.computecontracts.atproto.repo;

import java.util.HashMap;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/** The nodes of one tree while it is worked on: each is read, and understood, once. */
final class MstNodes {
    private final MstSource source;
    private final MstChanges changes = new MstChanges();
    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private final Map<Cid, MstNode> nodes = new HashMap<>();

    MstNodes(MstSource source) {
        this.source = source;
    }

    byte[] block(Cid cid) {
        return blocks.computeIfAbsent(cid, source::block);
    }

    MstNode load(Cid cid) {
        return nodes.computeIfAbsent(cid, unread -> MstNode.of(block(unread)));
    }

    MstNode loadOrEmpty(@Nullable Cid cid) {
        return cid == null ? MstNode.EMPTY : load(cid);
    }

    /** Loads a node that is about to be replaced. */
    MstNode take(@Nullable Cid cid) {
        if (cid == null) {
            return MstNode.EMPTY;
        }
        changes.remove(cid);
        return load(cid);
    }

    Cid save(MstNode node) {
        var block = node.block();
        var cid = Cid.ofDagCbor(block);
        blocks.put(cid, block);
        nodes.put(cid, node);
        changes.add(cid, block);
        return cid;
    }

    @Nullable
    Cid saveUnlessEmpty(MstNode node) {
        return node.isEmpty() ? null : save(node);
    }

    MstChanges changes() {
        return changes;
    }
}
