package org.computecontracts.kernel.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The line below a WebSocket: bytes come off it as they are asked for, control frames go onto it. A silence is asked about
 * with pings before it is given up.
 */
class FrameLine implements AutoCloseable {
    static final int PING = 9;
    static final int FINAL = 0x80;
    static final int MASKED = 0x80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Socket socket;
    private final Socket below;
    private final int quietTimes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    /**
     * With {@code below}, what is below TLS, it can be seen that something has come.
     *
     * @param quietTimes how many of the socket's own timeouts, with a ping after each, end a silence
     */
    FrameLine(Socket socket, Socket below, int quietTimes) {
        this.socket = socket;
        this.below = below;
        this.quietTimes = quietTimes;
    }

    boolean isReady() {
        try {
            return position < limit
                    || socket.getInputStream().available() > 0
                    || below.getInputStream().available() > 0;
        } catch (IOException e) {
            return true; // asking for more will tell
        }
    }

    int read() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    byte[] take(int length) throws IOException {
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

    /** One whole control frame. What a client sends is masked (RFC 6455 section 5.3). */
    void send(int opcode, byte[] payload) throws IOException {
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

    static void require(boolean fine, String otherwise) throws IOException {
        if (!fine) {
            throw new IOException(otherwise);
        }
    }

    /** Below TLS: its own good-bye would wait for a writer that the other side keeps waiting. */
    @Override
    public void close() throws IOException {
        below.close();
    }
}
