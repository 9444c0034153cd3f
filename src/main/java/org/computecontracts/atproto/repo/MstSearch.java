package org.computecontracts.atproto.repo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys by their beginnings in a tree that a stranger made, as far as its blocks are there, and opens only nodes
 * where such keys can be. What no honest writer makes is refused: a key out of order or on another level than its hash
 * says, a level left out. So each node is met once, and equal records have equal trees.
 */
final class MstSearch {
    private static final int MAX_DEPTH = 128;
    private static final int UNKNOWN = -1;

    /** Sorts behind every character that a key may have. */
    private static final String END = "\uffff";

    private final List<String> beginnings;
    private final Map<String, Cid> found = new TreeMap<>();
    private Deque<Place> open = new ArrayDeque<>();

    MstSearch(Cid root, List<String> beginnings) {
        this.beginnings = List.copyOf(beginnings);
        open.add(new Place(root, UNKNOWN, 0, "", END));
    }

    /** Where a node is: its keys lie between these two. */
    private record Place(Cid cid, int height, int depth, String after, String before) {}

    /** Goes on; gives the nodes that it lacks. IllegalArgumentException for what can be no tree. */
    Set<Cid> advance(Function<Cid, byte @Nullable []> blocks) {
        var lacking = new ArrayDeque<Place>();
        var missing = new LinkedHashSet<Cid>();
        for (var place = open.poll(); place != null; place = open.poll()) {
            var block = blocks.apply(place.cid());
            if (block == null) {
                lacking.add(place);
                missing.add(place.cid());
            } else {
                open(place, MstNode.of(block));
            }
        }
        open = lacking;
        return missing;
    }

    /** By key, in order. */
    Map<String, Cid> found() {
        return found;
    }

    private void open(Place place, MstNode node) {
        require(place.depth() <= MAX_DEPTH, "A tree too deep");
        require(!node.isEmpty() || place.depth() == 0, "A tree node where there can be none");
        var height = height(place, node);
        var after = place.after();
        var below = node.left();
        for (var entry : node.entries()) {
            var key = entry.key();
            require(MstKey.height(key) == height && after.compareTo(key) < 0, "A tree key in the wrong place: " + key);
            look(below, place, height, after, key);
            if (beginnings.stream().anyMatch(key::startsWith)) {
                found.put(key, entry.value());
            }
            after = key;
            below = entry.right();
        }
        require(after.compareTo(place.before()) < 0, "A tree key in the wrong place: " + after);
        look(below, place, height, after, place.before());
    }

    /** A root without keys does not tell; what lies under it does. */
    private static int height(Place place, MstNode node) {
        return place.height() == UNKNOWN && !node.entries().isEmpty()
                ? MstKey.height(node.entries().getFirst().key())
                : place.height();
    }

    private void look(@Nullable Cid below, Place from, int height, String after, String before) {
        if (below == null) {
            return;
        }
        require(height != 0, "A tree node where there can be none");
        if (beginnings.stream().anyMatch(start -> start.compareTo(before) < 0 && after.compareTo(start + END) < 0)) {
            open.add(new Place(below, height == UNKNOWN ? UNKNOWN : height - 1, from.depth() + 1, after, before));
        }
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
