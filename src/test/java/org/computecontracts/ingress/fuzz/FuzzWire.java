package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What comes in on a socket, with one deadline for all of it, however it drips. */
class FuzzWire {
    private static final int LONGEST_LINE = 200_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final boolean remembers;
    private int at;
    private int end;
    private long deadline;

    /** @param remembers whether {@link #seen} is wanted */
    FuzzWire(Socket socket, boolean remembers) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.remembers = remembers;
    }

    void within(long millis) {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Without the line's end; null when there is nothing more. */
    @Nullable
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = read(); b != '\n'; b = read()) {
            if (b < 0 && line.size() == 0) {
                return null;
            }
            if (b < 0) {
                throw new EOFException("closed within a line");
            }
            if (line.size() > LONGEST_LINE) {
                throw new ProtocolException("a line without end");
            }
            line.write(b);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    void copy(long count, OutputStream to) throws IOException {
        for (var left = count; left > 0; ) {
            if (at == end && !fill()) {
                throw new EOFException("closed " + left + " bytes before the end");
            }
            var some = (int) Math.min(left, end - at);
            to.write(buffer, at, some);
            at += some;
            left -= some;
        }
    }

    /** All that comes until the other side closes. */
    void copyRest(OutputStream to) throws IOException {
        do {
            to.write(buffer, at, end - at);
            at = end;
        } while (fill());
    }

    int read() throws IOException {
        return at == end && !fill() ? -1 : buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("nothing came in time");
        }
        socket.setSoTimeout((int) left);
        var count = in.read(buffer);
        at = 0;
        end = Math.max(0, count);
        if (remembers) {
            seen.write(buffer, 0, end);
        }
        return count > 0;
    }

    /** Bytes that came and nobody asked for. */
    int unread() {
        return end - at;
    }

    /** All since the last {@link #forget}. */
    String seen() {
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    void forget() {
        seen.reset();
    }
}
