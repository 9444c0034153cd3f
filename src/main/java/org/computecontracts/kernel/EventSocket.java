package org.computecontracts.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * The reading end of a WebSocket (RFC 6455): messages one after the other, each in one piece. Who does not ask for the next
 * one takes nothing off the line. Belongs to one thread; {@link #close} may come from any.
 */
public final class EventSocket implements AutoCloseable {
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;
    private static final int FINAL = 0x80;
    private static final int MAX_PIECES = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI from;
    private final Socket socket;
    private final InputStream line;
    private final int maxBytes;
    private final int quietTimes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private volatile String ending = "";

    /**
     * With {@code line}, what is below TLS, it can be seen that something has come.
     *
     * <p>The socket's own timeout is one of so many that end a silence; a ping goes out after each.
     */
    EventSocket(URI from, Socket socket, InputStream line, int maxBytes, int quietTimes) {
        this.from = from;
        this.socket = socket;
        this.line = line;
        this.maxBytes = maxBytes;
        this.quietTimes = quietTimes;
    }

    static Duration pause(Duration idle, int quietTimes) {
        return idle.dividedBy(quietTimes);
    }

    /** The next message; empty when the other side has ended the stream. TOO_LARGE, OUTSIDE_UNREACHABLE. */
    public Optional<byte[]> next() {
        try {
            return message();
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because("%s: %s", from, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    /** Whether something has come that was not asked for yet: then the next message is at least on its way. */
    public boolean isReady() {
        try {
            return position < limit || socket.getInputStream().available() > 0 || line.available() > 0;
        } catch (IOException e) {
            return true; // asking for the next message will tell
        }
    }

    /** What the other side said when it ended the stream. */
    public String ending() {
        return ending;
    }

    private Optional<byte[]> message() throws IOException {
        var pieces = new ByteArrayOutputStream();
        for (var count = 0; ; ) {
            var head = read();
            var length = length(read());
            var opcode = head & 0x0f;
            require((head & 0x70) == 0, "reserved bits");
            if (opcode >= CLOSE) {
                require(length <= 125 && (head & FINAL) != 0, "a control frame too long or in pieces");
                if (control(opcode, take((int) length))) {
                    return Optional.empty();
                }
                continue;
            }
            require(count > 0 == (opcode == CONTINUATION), "pieces out of order");
            require(++count <= MAX_PIECES, "too many pieces");
            if (length > maxBytes - pieces.size()) {
                throw KernelProblem.TOO_LARGE.because("%s sends a message of more than %d bytes", from, maxBytes);
            }
            var piece = take((int) length);
            if ((head & FINAL) != 0 && count == 1) {
                return Optional.of(piece);
            }
            pieces.write(piece);
            if ((head & FINAL) != 0) {
                return Optional.of(pieces.toByteArray());
            }
        }
    }

    /** Whether the stream has ended. */
    private boolean control(int opcode, byte[] payload) throws IOException {
        switch (opcode) {
            case PING -> send(PONG, payload);
            case PONG -> {}
            case CLOSE -> {
                ending = reason(payload);
                send(CLOSE, payload);
                return true;
            }
            default -> require(false, "an unknown control frame");
        }
        return false;
    }

    private static String reason(byte[] payload) {
        if (payload.length < 2) {
            return "closed";
        }
        var code = ByteBuffer.wrap(payload).getShort() & 0xffff;
        return (code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)).strip();
    }

    private long length(int second) throws IOException {
        require((second & MASKED) == 0, "a mask from a server");
        return switch (second) {
            case 126 -> ByteBuffer.wrap(take(2)).getShort() & 0xffff;
            case 127 -> {
                var length = ByteBuffer.wrap(take(8)).getLong();
                require(length >= 0, "a negative length");
                yield length;
            }
            default -> second;
        };
    }

    private int read() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    private byte[] take(int length) throws IOException {
        var bytes = new byte[length];
        for (var done = 0; done < length; ) {
            if (position == limit) {
                fill();
            }
            var part = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, part);
            position += part;
            done += part;
        }
        return bytes;
    }

    private void fill() throws IOException {
        for (var quiet = 1; ; quiet++) {
            try {
                var n = socket.getInputStream().read(buffer);
                require(n >= 0, "the line is cut");
                position = 0;
                limit = n;
                return;
            } catch (SocketTimeoutException e) {
                if (quiet >= quietTimes) {
                    throw e;
                }
                send(PING, new byte[0]);
            }
        }
    }

    /** What a client sends is masked (section 5.3). */
    private void send(int opcode, byte[] payload) throws IOException {
        var mask = new byte[4];
        RANDOM.nextBytes(mask);
        var frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (FINAL | opcode)).put((byte) (MASKED | payload.length)).put(mask);
        for (var i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        socket.getOutputStream().write(frame.array());
        socket.getOutputStream().flush();
    }

    private static void require(boolean fine, String otherwise) throws IOException {
        if (!fine) {
            throw new IOException(otherwise);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because("%s cannot be closed", from)
                    .causedBy(e);
        }
    }
}
