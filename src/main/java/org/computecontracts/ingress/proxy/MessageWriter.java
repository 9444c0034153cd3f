package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTTP/1.1 messages as bytes (RFC 9112). The last gate: what would end a line before its end is not written. */
final class MessageWriter {
    private static final int USUAL_HEAD = 512;

    private MessageWriter() {}

    static ByteBuf request(ByteBufAllocator allocator, RequestHead request, HttpHeaders headers) {
        var bytes = allocator.buffer(USUAL_HEAD);
        text(bytes, request.method());
        bytes.writeByte(' ');
        text(bytes, request.target());
        line(bytes, " HTTP/1.1");
        return fields(bytes, headers);
    }

    static ByteBuf answer(ByteBufAllocator allocator, int status, HttpHeaders headers) {
        var bytes = allocator.buffer(USUAL_HEAD);
        line(bytes, "HTTP/1.1 " + HttpResponseStatus.valueOf(status));
        return fields(bytes, headers);
    }

    /** One chunk of these bytes (section 7.1). */
    static ByteBuf chunk(ByteBufAllocator allocator, ByteBuf data) {
        var before = allocator.buffer(16);
        line(before, Integer.toHexString(data.readableBytes()));
        return Unpooled.wrappedBuffer(before, data, END_OF_LINE.retainedDuplicate());
    }

    static ByteBuf lastChunk(ByteBufAllocator allocator, HttpHeaders trailers) {
        var bytes = allocator.buffer(USUAL_HEAD);
        line(bytes, "0");
        return fields(bytes, trailers);
    }

    private static final ByteBuf END_OF_LINE = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

    private static ByteBuf fields(ByteBuf bytes, HttpHeaders headers) {
        for (Map.Entry<String, String> field : headers) {
            text(bytes, field.getKey());
            text(bytes, ": ");
            line(bytes, field.getValue());
        }
        line(bytes, "");
        return bytes;
    }

    private static void line(ByteBuf bytes, String text) {
        text(bytes, text);
        bytes.writeByte('\r').writeByte('\n');
    }

    private static void text(ByteBuf bytes, String text) {
        if (!FieldRules.isValue(text)) {
            bytes.release();
            throw new IllegalStateException("A message with a control character was about to be written");
        }
        bytes.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
}
