package org.computecontracts.atproto.repo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * All of a tree that somebody else made. IllegalArgumentException for any that is not the one tree its keys can make: keys
 * out of order or on a wrong level, nodes that are empty, missing, too deep or not written in the one way there is.
 *
 * @param records by key, in order
 * @param nodes the blocks of the tree
 */
public record MstContents(Map<String, Cid> records, Map<Cid, byte[]> nodes) {
    /** Reads it; MissingBlockException for what the source has not. */
    public static MstContents of(Cid root, MstSource source, int mostRecords) {
        var walk = new Walk(source, mostRecords);
        var node = walk.load(root);
        if (!node.isEmpty()) {
            require(!node.entries().isEmpty(), "The root has no key of its own");
            walk.visit(node, MstKey.height(node.entries().getFirst().key()));
        }
        return new MstContents(walk.records, walk.nodes);
    }

    /** What it takes to store the tree where none was. */
    public MstChanges changes() {
        var changes = new MstChanges();
        nodes.forEach(changes::add);
        return changes;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static final class Walk {
        private final MstSource source;
        private final int mostRecords;
        private final Map<String, Cid> records = new LinkedHashMap<>();
        private final Map<Cid, byte[]> nodes = new LinkedHashMap<>();
        private String last = "";

        Walk(MstSource source, int mostRecords) {
            this.source = source;
            this.mostRecords = mostRecords;
        }

        /** A block met twice would hold keys twice: so nothing can make the walk longer than the tree is. */
        MstNode load(Cid cid) {
            var block = source.block(cid);
            require(nodes.put(cid, block) == null, "A tree node occurs twice");
            var node = MstNode.of(block);
            require(Arrays.equals(node.block(), block), "A tree node is not written as it should be");
            return node;
        }

        void visit(MstNode node, int level) {
            below(node.left(), level);
            for (var entry : node.entries()) {
                var key = entry.key();
                MstKey.require(key);
                require(MstKey.height(key) == level, "A key is on a wrong level: " + key);
                require(last.compareTo(key) < 0, "Tree keys out of order");
                require(records.size() < mostRecords, "More than " + mostRecords + " records");
                records.put(key, entry.value());
                last = key;
                below(entry.right(), level);
            }
        }

        /** Levels end at 0, which also bounds the depth. */
        private void below(@Nullable Cid cid, int level) {
            if (cid == null) {
                return;
            }
            require(level > 0, "A tree node below the lowest level");
            var node = load(cid);
            require(!node.isEmpty(), "An empty tree node");
            visit(node, level - 1);
        }
    }
}
