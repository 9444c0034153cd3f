package org.computecontracts.ingress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bytes that come in on a connection, kept as they were and read as HTTP/1.1 has them. */
class RawInput {
    private static final int MOST_KEPT = 1_000_000;
    private static final int LONGEST_LINE = 200_000;

    private final Source source;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[65536];
    private int next;
    private int end;

    /** Where they come from; may give up waiting with a {@link SocketTimeoutException}. */
    interface Source {
        int read(byte[] into) throws IOException;
    }

    RawInput(Source source) {
        this.source = source;
    }

    static RawInput of(InputStream in) {
        return new RawInput(in::read);
    }

    /** Everything that was read, up to a limit. */
    String kept() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.ISO_8859_1);
        }
    }

    void forget() {
        synchronized (kept) {
            kept.reset();
        }
    }

    /** -1 at the end, in whatever way it came. */
    int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        try {
            end = source.read(buffer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException | javax.net.ssl.SSLException e) {
            end = -1;
        }
        next = 0;
        if (end <= 0) {
            end = 0;
            return false;
        }
        synchronized (kept) {
            kept.write(buffer, 0, Math.min(end, MOST_KEPT - Math.min(MOST_KEPT, kept.size())));
        }
        return true;
    }

    /** With its end, up to and with LF. */
    String line() throws IOException {
        var line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            var read = read();
            if (read < 0) {
                throw new EOFException(line.toString());
            }
            line.append((char) read);
            if (line.length() > LONGEST_LINE) {
                throw new IOException("line without end");
            }
        }
        return line.toString();
    }

    /** Start line and header lines, with the empty line. */
    String head() throws IOException {
        var head = new StringBuilder(line());
        String line;
        do {
            line = line();
            head.append(line);
        } while (!line.equals("\r\n") && !line.equals("\n"));
        return head.toString();
    }

    /** Decodes the chunks and answers the trailer section. */
    String chunks(StringBuilder content) throws IOException {
        while (true) {
            var size = Long.parseLong(line().split("[;\r\n]", 2)[0].toLowerCase(Locale.ROOT), 16);
            if (size == 0) {
                return trailers();
            }
            bytes(content, size);
            if (!line().equals("\r\n")) {
                throw new IOException("chunk that goes on after its end");
            }
        }
    }

    private String trailers() throws IOException {
        var trailers = new StringBuilder();
        for (var line = line(); !line.equals("\r\n"); line = line()) {
            trailers.append(line);
        }
        return trailers.toString();
    }

    /** The first of them into the content; answers how many there were, which is all. */
    void bytes(StringBuilder content, long count) throws IOException {
        for (var left = count; left > 0; ) {
            if (next == end && !fill()) {
                throw new EOFException();
            }
            var some = (int) Math.min(left, end - next);
            if (content.length() < MOST_KEPT) {
                content.append(new String(buffer, next, some, StandardCharsets.ISO_8859_1));
            }
            next += some;
            left -= some;
        }
    }

    void toTheEnd(StringBuilder content) throws IOException {
        for (var read = read(); read >= 0; read = read()) {
            content.append((char) read);
        }
    }
}
