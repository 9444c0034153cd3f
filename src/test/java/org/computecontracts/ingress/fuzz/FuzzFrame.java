package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/** One HTTP/2 frame (RFC 9113 section 4.1). */
record FuzzFrame(int type, int flags, int stream, byte[] payload) {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int PRIORITY = 32;

    static final int CANCEL = 8;
    static final int REFUSED_STREAM = 7;

    static FuzzFrame read(DataInputStream in) throws IOException {
        var first = in.readInt();
        var flags = in.readUnsignedByte();
        var stream = in.readInt() & Integer.MAX_VALUE;
        var payload = new byte[first >>> 8];
        in.readFully(payload);
        return new FuzzFrame(first & 0xff, flags, stream, payload);
    }

    static FuzzFrame number(int type, int stream, int number) {
        return new FuzzFrame(
                type, 0, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int number() {
        return ByteBuffer.wrap(payload).getInt();
    }

    /** Without padding and priority. */
    byte[] content() {
        var from = (has(PADDED) ? 1 : 0) + (type == HEADERS && has(PRIORITY) ? 5 : 0);
        return Arrays.copyOfRange(payload, from, payload.length - (has(PADDED) ? payload[0] & 0xff : 0));
    }

    /** Literals without an index and without Huffman coding (RFC 7541 section 6.2.2): any byte passes. */
    static byte[] block(List<Header> headers) {
        var block = new ByteArrayOutputStream();
        for (var header : headers) {
            block.write(0);
            text(block, header.name());
            text(block, header.value());
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var rest = bytes.length - 127;
        block.write(Math.min(bytes.length, 127));
        for (; rest >= 128; rest >>= 7) {
            block.write(rest & 127 | 128);
        }
        if (bytes.length >= 127) {
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
