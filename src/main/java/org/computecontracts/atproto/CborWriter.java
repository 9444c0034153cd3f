package org.computecontracts.atproto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;

/** Writes JSON as canonical DAG-CBOR. */
class CborWriter {
    private static final Comparator<byte[]> KEY_ORDER =
            Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);
    private static final int MAX_DEPTH = 128;

    private final boolean dataModel;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int depth;

    /** @param dataModel whether {@code $link}, {@code $bytes}, {@code $type} and blobs mean what the data model says */
    CborWriter(boolean dataModel) {
        this.dataModel = dataModel;
    }

    byte[] encode(JsonNode json) {
        write(json);
        return out.toByteArray();
    }

    private void write(JsonNode json) {
        switch (json.getNodeType()) {
            case NULL -> out.write(0xf6);
            case BOOLEAN -> out.write(json.booleanValue() ? 0xf5 : 0xf4);
            case NUMBER -> number(json);
            case STRING -> text(json.textValue());
            case BINARY -> bytes(((BinaryNode) json).binaryValue());
            case ARRAY -> array(json);
            case OBJECT -> object((ObjectNode) json);
            case MISSING, POJO -> throw DataModel.refused("a value of no JSON type");
        }
    }

    /** JavaScript peers cannot tell 1.0 from 1: a number without a fraction is an integer, however it is spelt. */
    private void number(JsonNode json) {
        try {
            var value = json.isIntegralNumber()
                    ? json.bigIntegerValue().longValueExact()
                    : new BigDecimal(json.asText()).longValueExact();
            if (value >= 0) {
                head(0, value);
            } else {
                head(1, -1 - value);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw DataModel.refused("%s, which is not an integer of 64 bits", json.asText())
                    .causedBy(e);
        }
    }

    private void text(String text) {
        var utf8 = utf8(text);
        head(3, utf8.length);
        out.writeBytes(utf8);
    }

    private void bytes(byte[] bytes) {
        head(2, bytes.length);
        out.writeBytes(bytes);
    }

    private void array(JsonNode array) {
        deeper();
        head(4, array.size());
        array.forEach(this::write);
        depth--;
    }

    private void object(ObjectNode object) {
        if (dataModel && object.has("$link")) {
            link(DataModel.link(object));
        } else if (dataModel && object.has("$bytes")) {
            bytes(DataModel.bytes(object));
        } else {
            if (dataModel) {
                DataModel.checkType(object);
            }
            map(object);
        }
    }

    private void map(ObjectNode object) {
        deeper();
        var sorted = new TreeMap<byte[], JsonNode>(KEY_ORDER);
        object.properties().forEach(entry -> sorted.put(utf8(entry.getKey()), entry.getValue()));
        head(5, sorted.size());
        sorted.forEach((key, value) -> {
            head(3, key.length);
            out.writeBytes(key);
            write(value);
        });
        depth--;
    }

    private void link(Cid cid) {
        head(6, 42);
        var bytes = new byte[1 + Cid.BYTES];
        System.arraycopy(cid.bytes(), 0, bytes, 1, Cid.BYTES);
        bytes(bytes);
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw DataModel.refused("more than %d levels", MAX_DEPTH);
        }
    }

    private void head(int major, long length) {
        var type = major << 5;
        if (length < 24) {
            out.write(type | (int) length);
        } else if (length <= 0xffL) {
            out.write(type | 24);
            bigEndian(length, 1);
        } else if (length <= 0xffffL) {
            out.write(type | 25);
            bigEndian(length, 2);
        } else if (length <= 0xffffffffL) {
            out.write(type | 26);
            bigEndian(length, 4);
        } else {
            out.write(type | 27);
            bigEndian(length, 8);
        }
    }

    private void bigEndian(long value, int bytes) {
        for (var shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    /** A lone surrogate would silently become "?" and so hash as something else. */
    private static byte[] utf8(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) {
                throw DataModel.refused("text that is not Unicode");
            }
        }
        return text.getBytes(UTF_8);
    }
}
