package org.computecontracts.ingress.fuzz;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.computecontracts.ingress.fuzz.FuzzBroken.How;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/** A visitor's HTTP/2 connection (RFC 9113), several streams at once. */
class FuzzHttp2 implements FuzzConnection {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int FIRST_WINDOW = 65_535;
    private static final int OUR_WINDOW = 8 * 1024 * 1024;
    private static final int FRAME = 16 * 1024;
    private static final int LONGEST_HEADERS = 1024 * 1024;
    private static final int STREAMS = 500;
    private static final int WINDOW_PAUSE_MILLIS = 20;

    private final FuzzDoor.Entered entered;
    private final String authority;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false, LONGEST_HEADERS);
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final Map<Integer, FuzzStream> streams = new ConcurrentHashMap<>();
    private int next = 1;
    private long window = FIRST_WINDOW;
    private long streamWindow = FIRST_WINDOW;
    private volatile boolean open = true;

    FuzzHttp2(FuzzDoor door, String host) throws IOException {
        entered = door.enter(host, "h2");
        authority = door.authority(host);
        entered.tls().setSoTimeout(0);
        in = new DataInputStream(entered.tls().getInputStream());
        out = entered.tls().getOutputStream();
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        var settings =
                ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE).putInt(OUR_WINDOW);
        write(new FuzzFrame(FuzzFrame.SETTINGS, 0, 0, settings.array()));
        write(FuzzFrame.number(FuzzFrame.WINDOW_UPDATE, 0, OUR_WINDOW));
        Thread.ofPlatform().daemon().name("fuzz frames").start(this::read);
    }

    @Override
    public FuzzAnswer exchange(FuzzRequest request, long millis) throws FuzzBroken {
        var hasBody = request.body().length > 0 || request.chunked();
        var stream = open(FuzzFrame.block(request.http2Headers(authority)), !hasBody);
        if (hasBody) {
            send(stream, request.body(), true, millis);
        }
        return await(stream, millis);
    }

    FuzzAnswer await(FuzzStream stream, long millis) throws FuzzBroken {
        try {
            return stream.await(millis);
        } finally {
            streams.remove(stream.id);
        }
    }

    synchronized FuzzStream open(byte[] headers, boolean ends) {
        var stream = new FuzzStream(next, streamWindow);
        next += 2;
        if (!isOpen()) {
            stream.broken(How.UNTOUCHED, "the connection is closed");
            return stream;
        }
        streams.put(stream.id, stream);
        try {
            for (var at = 0; at == 0 || at < headers.length; at += FRAME) {
                var flags = (at + FRAME >= headers.length ? FuzzFrame.END_HEADERS : 0)
                        | (ends && at == 0 ? FuzzFrame.END_STREAM : 0);
                var part = Arrays.copyOfRange(headers, at, Math.min(headers.length, at + FRAME));
                write(new FuzzFrame(at == 0 ? FuzzFrame.HEADERS : FuzzFrame.CONTINUATION, flags, stream.id, part));
            }
        } catch (IOException e) {
            stream.broken(How.CLOSED, String.valueOf(e.getMessage()));
        }
        return stream;
    }

    /** As fast as the front takes it; no further when the answer is there. */
    void send(FuzzStream stream, byte[] body, boolean ends, long millis) {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            var at = 0;
            while (at < body.length && !stream.isDone() && System.nanoTime() < deadline) {
                var size = take(stream, Math.min(FRAME, body.length - at));
                if (size > 0) {
                    write(new FuzzFrame(FuzzFrame.DATA, 0, stream.id, Arrays.copyOfRange(body, at, at + size)));
                    at += size;
                }
            }
            if (at < body.length) {
                reset(stream);
            } else if (ends) {
                write(new FuzzFrame(FuzzFrame.DATA, FuzzFrame.END_STREAM, stream.id, new byte[0]));
            }
        } catch (IOException e) {
            stream.broken(How.CLOSED, String.valueOf(e.getMessage()));
        }
    }

    private synchronized int take(FuzzStream stream, int wanted) {
        try {
            if (Math.min(window, stream.window) <= 0) {
                wait(WINDOW_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var size = (int) Math.max(0, Math.min(wanted, Math.min(window, stream.window)));
        window -= size;
        stream.window -= size;
        return size;
    }

    void reset(FuzzStream stream) throws IOException {
        write(FuzzFrame.number(FuzzFrame.RST_STREAM, stream.id, FuzzFrame.CANCEL));
    }

    void write(FuzzFrame frame) throws IOException {
        synchronized (out) {
            out.write(frame.bytes());
        }
    }

    private void read() {
        var why = "closed here";
        try {
            while (!entered.tcp().isClosed()) {
                received(FuzzFrame.read(in));
            }
        } catch (IOException | RuntimeException e) {
            why = String.valueOf(e.getMessage());
        }
        end(why);
    }

    private void received(FuzzFrame frame) throws IOException {
        switch (frame.type()) {
            case FuzzFrame.DATA -> data(frame);
            case FuzzFrame.HEADERS, FuzzFrame.CONTINUATION -> headers(frame);
            case FuzzFrame.RST_STREAM -> {
                var how = frame.number() == FuzzFrame.REFUSED_STREAM ? How.UNTOUCHED : How.RESET;
                of(frame).broken(how, "code " + frame.number());
            }
            case FuzzFrame.SETTINGS -> settings(frame);
            case FuzzFrame.PING -> {
                if (!frame.has(FuzzFrame.ACK)) {
                    write(new FuzzFrame(FuzzFrame.PING, FuzzFrame.ACK, 0, frame.payload()));
                }
            }
            case FuzzFrame.GOAWAY -> goAway(frame);
            case FuzzFrame.WINDOW_UPDATE -> widen(frame);
            default -> throw new IOException("frame of type " + frame.type());
        }
    }

    private FuzzStream of(FuzzFrame frame) {
        return streams.getOrDefault(frame.stream(), new FuzzStream(frame.stream(), 0));
    }

    private void data(FuzzFrame frame) throws IOException {
        if (frame.payload().length > 0) {
            write(FuzzFrame.number(FuzzFrame.WINDOW_UPDATE, 0, frame.payload().length));
        }
        of(frame).data(frame.content(), frame.has(FuzzFrame.END_STREAM));
    }

    /** The end of the stream is told by the first frame of a block. */
    private boolean endsAfterBlock;

    private void headers(FuzzFrame frame) throws IOException {
        if (frame.type() == FuzzFrame.HEADERS) {
            endsAfterBlock = frame.has(FuzzFrame.END_STREAM);
        }
        block.writeBytes(frame.content());
        if (frame.has(FuzzFrame.END_HEADERS)) {
            var headers = new ArrayList<Header>();
            try {
                hpack.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(block.toByteArray()))
                        .forEach(header -> headers.add(new Header(
                                header.getKey().toString(), header.getValue().toString())));
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
            block.reset();
            of(frame).headers(headers, endsAfterBlock);
        }
    }

    private void settings(FuzzFrame frame) throws IOException {
        if (frame.has(FuzzFrame.ACK)) {
            return;
        }
        var settings = ByteBuffer.wrap(frame.payload());
        while (settings.remaining() >= 6) {
            var name = settings.getShort();
            var value = settings.getInt();
            if (name == INITIAL_WINDOW_SIZE) {
                startWith(value);
            }
        }
        write(new FuzzFrame(FuzzFrame.SETTINGS, FuzzFrame.ACK, 0, new byte[0]));
    }

    private synchronized void startWith(int size) {
        streams.values().forEach(stream -> stream.window += size - streamWindow);
        streamWindow = size;
    }

    private synchronized void widen(FuzzFrame frame) {
        if (frame.stream() == 0) {
            window += frame.number();
        } else {
            of(frame).window += frame.number();
        }
        notifyAll();
    }

    private void goAway(FuzzFrame frame) {
        open = false;
        streams.values().stream()
                .filter(stream -> stream.id > frame.number())
                .forEach(stream -> stream.broken(How.UNTOUCHED, "GOAWAY"));
    }

    private synchronized void end(String why) {
        open = false;
        streams.values().forEach(stream -> stream.broken(How.CLOSED, why));
    }

    String authority() {
        return authority;
    }

    /** With a TCP reset. */
    void reset() throws IOException {
        open = false;
        entered.reset();
    }

    @Override
    public boolean isOpen() {
        return open && next < 2 * STREAMS;
    }

    @Override
    public void close() {
        open = false;
        try {
            entered.tcp().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
