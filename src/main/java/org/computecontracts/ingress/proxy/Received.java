package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What has come over a connection and has not been taken yet. */
class Received {
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private int scanned;

    void add(ByteBufAllocator allocator, ByteBuf more) {
        bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, bytes, more);
    }

    boolean isAny() {
        return bytes.isReadable();
    }

    /** So many bytes at most; null when there are none. */
    @Nullable
    ByteBuf piece(int most) {
        if (!isAny()) {
            return null;
        }
        var piece = bytes.readRetainedSlice(Math.min(most, bytes.readableBytes()));
        letGo();
        return piece;
    }

    /** The next line without its CRLF; null when its end has not come. Looks at each byte once. */
    @Nullable
    String line(int longest, ProxyProblem tooLong) {
        var from = bytes.readerIndex();
        for (; scanned < bytes.readableBytes(); scanned++) {
            var c = bytes.getUnsignedByte(from + scanned);
            var afterReturn = scanned > 0 && bytes.getByte(from + scanned - 1) == '\r';
            if (c == '\n' && afterReturn) {
                return taken(from, scanned - 1);
            }
            if (afterReturn || (FieldRules.isControl(c) && c != '\t' && c != '\r')) {
                throw MalformedMessage.because("a line has a control character, or no CR before its LF");
            }
            // One more for the CR
            if (scanned > longest) {
                throw new MalformedMessage(tooLong, "a line is too long");
            }
        }
        return null;
    }

    private String taken(int from, int length) {
        var line = bytes.toString(from, length, StandardCharsets.ISO_8859_1);
        bytes.skipBytes(length + 2);
        scanned = 0;
        letGo();
        return line;
    }

    /** A resting connection holds no memory. */
    private void letGo() {
        if (!bytes.isReadable()) {
            rest().release();
        }
    }

    /** All of it, for whoever reads the connection from now on. */
    ByteBuf rest() {
        var rest = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        scanned = 0;
        return rest;
    }
}
