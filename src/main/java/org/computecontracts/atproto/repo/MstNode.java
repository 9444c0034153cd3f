package org.computecontracts.atproto.repo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/** One node of a Merkle search tree: its keys in order, with a subtree to the left of each and one after the last. */
record MstNode(@Nullable Cid left, List<MstEntry> entries) {
    static final MstNode EMPTY = new MstNode(null, List.of());

    MstNode {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a block; keys out of order are refused, so that nothing can be hidden behind them, and long ones, which a few
     * bytes each could repeat again and again.
     */
    static MstNode of(byte[] block) {
        var json = DagCbor.decode(block);
        var entries = new ArrayList<MstEntry>();
        var previous = new byte[0];
        for (var entry : json.path("e")) {
            var key = key(previous, entry);
            if (!entries.isEmpty() && Arrays.compareUnsigned(previous, key) >= 0) {
                throw new IllegalArgumentException("Tree keys out of order");
            }
            var value = link(entry.path("v"));
            if (value == null) {
                throw new IllegalArgumentException("Tree entry without a value");
            }
            entries.add(new MstEntry(new String(key, StandardCharsets.UTF_8), value, link(entry.path("t"))));
            previous = key;
        }
        return new MstNode(link(json.path("l")), entries);
    }

    private static byte[] key(byte[] previous, JsonNode entry) {
        var shared = entry.path("p").asInt(-1);
        var rest = Base64.getDecoder().decode(entry.path("k").path("$bytes").asText());
        if (shared < 0 || shared > previous.length) {
            throw new IllegalArgumentException("Tree key shares more than there is");
        }
        if (shared + rest.length > MstKey.MAX_LENGTH) {
            throw new IllegalArgumentException("Tree key of more than " + MstKey.MAX_LENGTH + " bytes");
        }
        var key = Arrays.copyOf(previous, shared + rest.length);
        System.arraycopy(rest, 0, key, shared, rest.length);
        return key;
    }

    private static @Nullable Cid link(JsonNode node) {
        return node.has("$link") ? new Cid(node.get("$link").asText()) : null;
    }

    byte[] block() {
        var json = Json.object();
        put(json, "l", left);
        var list = json.putArray("e");
        var previous = new byte[0];
        for (var entry : entries) {
            var key = entry.key().getBytes(StandardCharsets.UTF_8);
            var shared = MstKey.commonPrefix(previous, key);
            var item = list.addObject().put("p", shared);
            var rest = Arrays.copyOfRange(key, shared, key.length);
            item.putObject("k").put("$bytes", Base64.getEncoder().encodeToString(rest));
            put(item, "v", entry.value());
            put(item, "t", entry.right());
            previous = key;
        }
        return DagCbor.encode(json);
    }

    private static void put(ObjectNode json, String field, @Nullable Cid link) {
        if (link == null) {
            json.putNull(field);
        } else {
            json.putObject(field).put("$link", link.value());
        }
    }

    boolean isEmpty() {
        return left == null && entries.isEmpty();
    }

    /** The place of the first key that is not before this one; the keys between lie in the subtree at that place. */
    int place(String key) {
        var place = 0;
        while (place < entries.size() && entries.get(place).key().compareTo(key) < 0) {
            place++;
        }
        return place;
    }

    boolean holds(String key, int place) {
        return place < entries.size() && entries.get(place).key().equals(key);
    }

    /** The subtree before the entry at this place, or after the last one. */
    @Nullable
    Cid subtree(int place) {
        return place == 0 ? left : entries.get(place - 1).right();
    }

    List<MstEntry> entriesFrom(int place) {
        return entries.subList(place, entries.size());
    }

    MstNode withSubtree(int place, @Nullable Cid subtree) {
        return before(place, subtree).followedBy(entriesFrom(place));
    }

    /** The entries before this place, and this subtree behind them. */
    MstNode before(int place, @Nullable Cid subtree) {
        if (place == 0) {
            return new MstNode(subtree, List.of());
        }
        var kept = new ArrayList<>(entries.subList(0, place));
        kept.set(place - 1, kept.get(place - 1).withRight(subtree));
        return new MstNode(left, kept);
    }

    MstNode followedBy(MstEntry entry) {
        return followedBy(List.of(entry));
    }

    MstNode followedBy(List<MstEntry> more) {
        var all = new ArrayList<>(entries);
        all.addAll(more);
        return new MstNode(left, all);
    }
}
