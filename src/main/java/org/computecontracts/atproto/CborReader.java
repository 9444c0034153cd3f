package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.computecontracts.kernel.Json;

/** Reads canonical DAG-CBOR as JSON and refuses every other spelling, so that one value has one hash. */
class CborReader {
    private static final int MAX_DEPTH = 128;

    /** A value may be one byte here and a whole object in memory. */
    private static final int MAX_VALUES = 1 << 20;

    private final CborInput in;
    private int depth;
    private int values;

    CborReader(byte[] data) {
        this.in = new CborInput(data);
    }

    JsonNode only() {
        return exactly(1).getFirst();
    }

    List<JsonNode> exactly(int count) {
        var all = new ArrayList<JsonNode>();
        while (all.size() < count) {
            all.add(value());
        }
        if (!in.isAtEnd()) {
            throw CborInput.refused("more bytes after the value");
        }
        return all;
    }

    private JsonNode value() {
        if (++values > MAX_VALUES) {
            throw CborInput.refused("too many values");
        }
        var head = in.next();
        var major = head >> 5;
        if (major == 7) {
            return simple(head);
        }
        var argument = in.argument(head & 31);
        return switch (major) {
            case 0 -> LongNode.valueOf(argument);
            case 1 -> LongNode.valueOf(-1 - argument);
            case 2 ->
                Json.object().put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(in.take(argument)));
            case 3 -> TextNode.valueOf(in.text(argument));
            case 4 -> array(argument);
            case 5 -> map(argument);
            default -> link(argument);
        };
    }

    private static JsonNode simple(int head) {
        return switch (head) {
            case 0xf4 -> BooleanNode.FALSE;
            case 0xf5 -> BooleanNode.TRUE;
            case 0xf6 -> NullNode.getInstance();
            default -> throw CborInput.refused("a float, undefined or another simple value");
        };
    }

    private ArrayNode array(long size) {
        deeper();
        var array = Json.MAPPER.createArrayNode();
        for (var i = 0L; i < size; i++) {
            array.add(value());
        }
        depth--;
        return array;
    }

    private ObjectNode map(long size) {
        deeper();
        var map = Json.object();
        var previous = new byte[0];
        for (var i = 0L; i < size; i++) {
            var head = in.next();
            if (head >> 5 != 3) {
                throw CborInput.refused("a map key that is no text");
            }
            var length = in.argument(head & 31);
            var key = in.take(length);
            var name = CborInput.text(key);
            if (i > 0 && !inOrder(previous, key)) {
                throw CborInput.refused("map keys out of order or twice");
            }
            map.set(name, value());
            previous = key;
        }
        depth--;
        return map;
    }

    private static boolean inOrder(byte[] before, byte[] after) {
        return before.length != after.length ? before.length < after.length : Arrays.compareUnsigned(before, after) < 0;
    }

    private JsonNode link(long tag) {
        var head = in.next();
        if (tag != 42 || head >> 5 != 2) {
            throw CborInput.refused("a tag that is no link");
        }
        var bytes = in.take(in.argument(head & 31));
        if (bytes.length != 1 + Cid.BYTES || bytes[0] != 0) {
            throw CborInput.refused("a malformed link");
        }
        try {
            var cid = Cid.ofBytes(Arrays.copyOfRange(bytes, 1, bytes.length));
            return Json.object().put("$link", cid.value());
        } catch (IllegalArgumentException e) {
            throw CborInput.refused("a link of a foreign kind").causedBy(e);
        }
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw CborInput.refused("too many levels");
        }
    }
}
