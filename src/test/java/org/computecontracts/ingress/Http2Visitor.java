package org.computecontracts.ingress;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A visitor over HTTP/2 (RFC 9113) whose frames are written by hand, since libraries refuse to send what is wrong. */
class Http2Visitor implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int WINDOW = 1 << 24;
    private static final int LARGEST = 16384;

    private final RawVisitor wire;
    private final String authority;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Http2Stream> streams = new HashMap<>();
    private int nextStream = 1;
    private long window = 65535;
    private int initialWindow = 65535;
    private boolean isOver;

    Http2Visitor(RawVisitor wire, String authority) {
        this.wire = wire;
        this.authority = authority;
        wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var settings = ByteBuffer.allocate(12)
                .putShort((short) 2)
                .putInt(0)
                .putShort((short) 4)
                .putInt(WINDOW);
        frame(SETTINGS, 0, 0, settings.array());
        frame(WINDOW_UPDATE, 0, 0, number(WINDOW));
        Thread.ofVirtual().start(this::listen);
    }

    /** A request without a body. */
    RawAnswer ask(String method, String path, String... fields) {
        return answer(open(true, method, path, fields));
    }

    /** A request with a body of a length that is not told. */
    RawAnswer ask(String method, String path, String body) {
        var stream = open(false, method, path);
        data(stream, body, true);
        return answer(stream);
    }

    /** Opens a stream with a request like others; fields are names and values by turns. */
    int open(boolean isEnd, String method, String path, String... fields) {
        var all = new String[8 + fields.length];
        var pseudo = List.of(":method", method, ":scheme", "https", ":authority", authority, ":path", path);
        System.arraycopy(pseudo.toArray(String[]::new), 0, all, 0, 8);
        System.arraycopy(fields, 0, all, 8, fields.length);
        return openAs(isEnd, all);
    }

    /** Opens a stream with these fields and no others. */
    synchronized int openAs(boolean isEnd, String... fields) {
        var id = nextStream;
        nextStream += 2;
        var stream = new Http2Stream();
        stream.window = initialWindow;
        streams.put(id, stream);
        frame(HEADERS, END_HEADERS | (isEnd ? END_STREAM : 0), id, literals(fields));
        return id;
    }

    void trailers(int stream, String... fields) {
        frame(HEADERS, END_HEADERS | END_STREAM, stream, literals(fields));
    }

    /** As much as there is, when the other side lets it, answered or not; stops only when it is told to by a reset. */
    void data(int stream, String bytes, boolean isEnd) {
        var body = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (var at = 0; at < body.length; ) {
            var some = allowed(stream, Math.min(LARGEST, body.length - at));
            if (some <= 0) {
                return;
            }
            var piece = ByteBuffer.allocate(some).put(body, at, some).array();
            at += some;
            frame(DATA, isEnd && at == body.length ? END_STREAM : 0, stream, piece);
        }
        if (body.length == 0) {
            frame(DATA, isEnd ? END_STREAM : 0, stream, new byte[0]);
        }
    }

    private synchronized int allowed(int id, int wanted) {
        var stream = stream(id);
        await(() -> stream.isReset || isOver || (window > 0 && stream.window > 0), RawVisitor.PATIENCE);
        if (stream.isReset || isOver) {
            return 0;
        }
        var some = (int) Math.min(wanted, Math.min(window, stream.window));
        window -= some;
        stream.window -= some;
        return some;
    }

    RawAnswer answer(int id) {
        return answer(id, RawVisitor.PATIENCE);
    }

    synchronized RawAnswer answer(int id, Duration patience) {
        var stream = stream(id);
        await(() -> stream.isOver || isOver, patience);
        return stream.answer(stream.isOver || isOver);
    }

    /** Waits for the answer's head, its body may be without end. */
    synchronized RawAnswer begun(int id, Duration patience) {
        var stream = stream(id);
        await(() -> stream.status > 0 || stream.isOver || isOver, patience);
        return stream.answer(stream.isOver || isOver);
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var left = patience.toMillis(); left > 0 && !condition.holds(); ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void frame(int type, int flags, int stream, byte[] payload) {
        var frame = ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload);
        synchronized (wire) {
            wire.trySend(frame.array());
        }
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** RFC 7541 section 6.2.3: literals with new names that are never indexed, so that there is no table to keep. */
    private static byte[] literals(String... fields) {
        var block = new ByteArrayOutputStream();
        for (var i = 0; i < fields.length; i += 2) {
            block.write(0x10);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        var left = text.length() - 127;
        block.write(Math.min(127, text.length()));
        if (left >= 0) {
            for (; left >= 128; left >>= 7) {
                block.write(left & 127 | 128);
            }
            block.write(left);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void listen() {
        try {
            while (true) {
                var start = ByteBuffer.wrap(wire.exactly(9));
                var length = (start.get() & 0xff) << 16 | start.getShort() & 0xffff;
                var type = start.get();
                var flags = start.get();
                var stream = start.getInt();
                heard(type, flags, stream, ByteBuffer.wrap(wire.exactly(length)));
            }
        } catch (IOException | RuntimeException e) {
            over();
        }
    }

    private synchronized void over() {
        isOver = true;
        notifyAll();
    }

    private synchronized void heard(int type, int flags, int id, ByteBuffer payload) throws IOException {
        switch (type) {
            case DATA -> data(id, flags, payload);
            case HEADERS -> headers(id, flags, payload);
            case RST_STREAM -> stream(id).reset(payload.getInt());
            case SETTINGS -> settings(flags, payload);
            case PING -> {
                if (flags != ACK) {
                    frame(PING, ACK, 0, payload.array());
                }
            }
            case WINDOW_UPDATE -> {
                if (id == 0) {
                    window += payload.getInt();
                } else {
                    stream(id).window += payload.getInt();
                }
            }
            default -> {}
        }
        notifyAll();
    }

    private void data(int id, int flags, ByteBuffer payload) {
        if (payload.hasRemaining()) {
            frame(WINDOW_UPDATE, 0, 0, number(payload.remaining()));
        }
        stream(id).data(new String(payload.array(), StandardCharsets.ISO_8859_1), (flags & END_STREAM) != 0);
    }

    private void headers(int id, int flags, ByteBuffer payload) throws IOException {
        try {
            var fields = new StringBuilder();
            if ((flags & PRIORITY) != 0) {
                payload.position(5);
            }
            decoder.decodeHeaders(id, Unpooled.wrappedBuffer(payload))
                    .forEach(field -> fields.append(field.getKey())
                            .append(": ")
                            .append(field.getValue())
                            .append("\r\n"));
            stream(id).fields(fields.toString(), (flags & END_STREAM) != 0);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    private void settings(int flags, ByteBuffer payload) {
        if (flags == ACK) {
            return;
        }
        while (payload.hasRemaining()) {
            var name = payload.getShort();
            var value = payload.getInt();
            if (name == 4) {
                var more = value - initialWindow;
                initialWindow = value;
                streams.values().forEach(stream -> stream.window += more);
            }
        }
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    private Http2Stream stream(int id) {
        return streams.computeIfAbsent(id, absent -> new Http2Stream());
    }

    /** Goes away from one stream. */
    synchronized void reset(int stream) {
        stream(stream).isReset = true;
        notifyAll();
        frame(RST_STREAM, 0, stream, number(8));
    }

    @Override
    public void close() {
        wire.close();
    }
}
