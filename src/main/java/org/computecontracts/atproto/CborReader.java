package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** Reads canonical DAG-CBOR as JSON and refuses every other spelling, so that one value has one hash. */
class CborReader {
    private static final int MAX_DEPTH = 128;

    /** A value may be one byte here and a whole object in memory. */
    private static final int MAX_VALUES = 1 << 20;

    private final byte[] data;
    private int position;
    private int depth;
    private int values;

    CborReader(byte[] data) {
        this.data = data;
    }

    JsonNode only() {
        return exactly(1).getFirst();
    }

    List<JsonNode> exactly(int count) {
        var all = new ArrayList<JsonNode>();
        while (all.size() < count) {
            all.add(value());
        }
        if (position != data.length) {
            throw refused("more bytes after the value");
        }
        return all;
    }

    private JsonNode value() {
        if (++values > MAX_VALUES) {
            throw refused("too many values");
        }
        var head = next();
        var major = head >> 5;
        if (major == 7) {
            return simple(head);
        }
        var argument = argument(head & 31);
        return switch (major) {
            case 0 -> LongNode.valueOf(argument);
            case 1 -> LongNode.valueOf(-1 - argument);
            case 2 ->
                Json.object().put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(take(argument)));
            case 3 -> TextNode.valueOf(text(argument));
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
            default -> throw refused("a float, undefined or another simple value");
        };
    }

    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw refused("an indefinite or reserved length");
        }
        var size = 1 << (info - 24);
        var value = 0L;
        for (var i = 0; i < size; i++) {
            value = value << 8 | next();
        }
        if (value < 0) {
            throw refused("an integer of more than 64 bits");
        }
        if (size == 1 ? value < 24 : value >>> (4 * size) == 0) {
            throw refused("a number longer than it need be");
        }
        return value;
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
            var head = next();
            if (head >> 5 != 3) {
                throw refused("a map key that is no text");
            }
            var length = argument(head & 31);
            var from = position;
            var name = text(length);
            var key = Arrays.copyOfRange(data, from, position);
            if (i > 0 && !inOrder(previous, key)) {
                throw refused("map keys out of order or twice");
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
        var head = next();
        if (tag != 42 || head >> 5 != 2) {
            throw refused("a tag that is no link");
        }
        var bytes = take(argument(head & 31));
        if (bytes.length != 1 + Cid.BYTES || bytes[0] != 0) {
            throw refused("a malformed link");
        }
        try {
            var cid = Cid.ofBytes(Arrays.copyOfRange(bytes, 1, bytes.length));
            return Json.object().put("$link", cid.value());
        } catch (IllegalArgumentException e) {
            throw refused("a link of a foreign kind").causedBy(e);
        }
    }

    private String text(long length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(take(length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("text that is not UTF-8").causedBy(e);
        }
    }

    private byte[] take(long length) {
        if (length > data.length - position) {
            throw refused("an end in the middle of a value");
        }
        position += (int) length;
        return Arrays.copyOfRange(data, position - (int) length, position);
    }

    private int next() {
        return take(1)[0] & 0xff;
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw refused("too many levels");
        }
    }

    private static ProblemException refused(String what) {
        return AtprotoProblem.INVALID_RECORD.because("Not canonical DAG-CBOR: %s", what);
    }
}
