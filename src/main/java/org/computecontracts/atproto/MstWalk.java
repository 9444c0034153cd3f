package org.computecontracts.atproto;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a whole tree that a stranger sent, and refuses what no honest writer makes: a key out of order or on another
 * level than its hash says, a level left out. So equal records have equal trees, and none is deeper than a hash is long.
 */
final class MstWalk {
    private static final int MAX_HEIGHT = 128;

    private final Car car;
    private String last = "";

    MstWalk(Car car) {
        this.car = car;
    }

    void each(Cid root, BiConsumer<String, Cid> found) {
        var node = MstNode.of(car.block(root));
        if (!node.isEmpty()) {
            walk(node, height(node), found);
        }
    }

    /** Of a node without keys, by what lies under it. */
    private int height(MstNode top) {
        var node = top;
        for (var down = 0; down < MAX_HEIGHT; down++) {
            if (!node.entries().isEmpty()) {
                return down + MstKey.height(node.entries().getFirst().key());
            }
            if (node.left() == null) {
                break;
            }
            node = MstNode.of(car.block(node.left()));
        }
        throw new IllegalArgumentException("A tree node with nothing under it");
    }

    private void walk(@Nullable Cid cid, int height, BiConsumer<String, Cid> found) {
        if (cid != null) {
            walk(MstNode.of(car.block(cid)), height, found);
        }
    }

    private void walk(MstNode node, int height, BiConsumer<String, Cid> found) {
        if (height < 0 || node.isEmpty()) {
            throw new IllegalArgumentException("A tree node where there can be none");
        }
        walk(node.left(), height - 1, found);
        for (var entry : node.entries()) {
            if (MstKey.height(entry.key()) != height || entry.key().compareTo(last) <= 0) {
                throw new IllegalArgumentException("A tree key in the wrong place: " + entry.key());
            }
            last = entry.key();
            found.accept(entry.key(), entry.value());
            walk(entry.right(), height - 1, found);
        }
    }
}
