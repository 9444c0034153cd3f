package org.computecontracts.atproto.repo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * A Merkle search tree (AT Protocol, Repository): the records of a repository by key, under one hash. Nodes are read when
 * needed, so a change costs by the depth of the tree, not by its size.
 *
 * <p>Belongs to one thread.
 */
public final class Mst {
    private final MstNodes nodes;
    private Cid root;

    private Mst(MstNodes nodes, Cid root) {
        this.nodes = nodes;
        this.root = root;
    }

    public static Mst open(Cid root, MstSource source) {
        return new Mst(new MstNodes(source), root);
    }

    public static Mst empty() {
        var nodes = new MstNodes(cid -> {
            throw new MissingBlockException(cid);
        });
        return new Mst(nodes, nodes.save(MstNode.EMPTY));
    }

    public Cid root() {
        return root;
    }

    public MstChanges changes() {
        return nodes.changes();
    }

    public Optional<Cid> get(String key) {
        for (var cid = root; cid != null; ) {
            var node = nodes.load(cid);
            var place = node.place(key);
            if (node.holds(key, place)) {
                return Optional.of(node.entries().get(place).value());
            }
            cid = node.subtree(place);
        }
        return Optional.empty();
    }

    /** Sets a key, there before or not. */
    public void put(String key, Cid value) {
        MstKey.require(key);
        var height = MstKey.height(key);
        var node = nodes.take(root);
        var level = node.isEmpty() ? height : level(node);
        for (; level < height; level++) {
            node = new MstNode(nodes.save(node), List.of());
        }
        root = nodes.save(put(node, level - height, new MstEntry(key, value, null)));
    }

    private MstNode put(MstNode node, int levelsDown, MstEntry entry) {
        var place = node.place(entry.key());
        var below = node.subtree(place);
        if (levelsDown > 0) {
            return node.withSubtree(place, nodes.save(put(nodes.take(below), levelsDown - 1, entry)));
        }
        if (node.holds(entry.key(), place)) {
            var replaced = entry.withRight(node.entries().get(place).right());
            return node.before(place, below).followedBy(replaced).followedBy(node.entriesFrom(place + 1));
        }
        var halves = split(below, entry.key());
        return node.before(place, halves.left())
                .followedBy(entry.withRight(halves.right()))
                .followedBy(node.entriesFrom(place));
    }

    /** A subtree cut in two at a key it does not hold. */
    private record Halves(@Nullable Cid left, @Nullable Cid right) {}

    private Halves split(@Nullable Cid subtree, String key) {
        if (subtree == null) {
            return new Halves(null, null);
        }
        var node = nodes.take(subtree);
        var place = node.place(key);
        var inner = split(node.subtree(place), key);
        return new Halves(
                nodes.saveUnlessEmpty(node.before(place, inner.left())),
                nodes.saveUnlessEmpty(new MstNode(inner.right(), node.entriesFrom(place))));
    }

    /** Takes a key out; false when it is not there. */
    public boolean delete(String key) {
        if (get(key).isEmpty()) {
            return false;
        }
        var node = delete(root, key);
        while (node.entries().isEmpty() && node.left() != null) {
            node = nodes.take(node.left());
        }
        root = nodes.save(node);
        return true;
    }

    private MstNode delete(@Nullable Cid cid, String key) {
        var node = nodes.take(cid);
        var place = node.place(key);
        if (node.holds(key, place)) {
            var merged = merge(node.subtree(place), node.subtree(place + 1));
            return node.before(place, merged).followedBy(node.entriesFrom(place + 1));
        }
        return node.withSubtree(place, nodes.saveUnlessEmpty(delete(node.subtree(place), key)));
    }

    private @Nullable Cid merge(@Nullable Cid left, @Nullable Cid right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        var first = nodes.take(left);
        var second = nodes.take(right);
        var size = first.entries().size();
        var middle = merge(first.subtree(size), second.left());
        return nodes.save(first.before(size, middle).followedBy(second.entries()));
    }

    private int level(MstNode node) {
        return node.entries().isEmpty()
                ? 1 + level(nodes.loadOrEmpty(node.left()))
                : MstKey.height(node.entries().getFirst().key());
    }

    /**
     * The blocks that show what this key holds, or that it holds nothing, and let who has only them undo the operation that
     * made it so: the path to the key, and the edges of the two subtrees beside it (AT Protocol, Sync, covering proof).
     */
    public Map<Cid, byte[]> proof(String key) {
        var proof = new LinkedHashMap<Cid, byte[]>();
        prove(root, key, proof);
        return proof;
    }

    private void prove(@Nullable Cid cid, String key, Map<Cid, byte[]> proof) {
        if (cid == null) {
            return;
        }
        proof.put(cid, nodes.block(cid));
        var node = nodes.load(cid);
        var place = node.place(key);
        prove(node.subtree(place), key, proof);
        if (node.holds(key, place)) {
            prove(node.subtree(place + 1), key, proof);
        }
    }

    /** Every key with its value, in order; reads the whole tree. */
    public Map<String, Cid> entries() {
        var entries = new LinkedHashMap<String, Cid>();
        collect(root, entries);
        return entries;
    }

    private void collect(@Nullable Cid cid, Map<String, Cid> entries) {
        if (cid == null) {
            return;
        }
        var node = nodes.load(cid);
        collect(node.left(), entries);
        for (var entry : node.entries()) {
            entries.put(entry.key(), entry.value());
            collect(entry.right(), entries);
        }
    }
}
