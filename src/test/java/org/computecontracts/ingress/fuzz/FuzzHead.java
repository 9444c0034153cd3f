package org.computecontracts.ingress.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The start line and header lines of one HTTP/1.1 message. */
record FuzzHead(String start, List<Header> headers) {
    record Header(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    /** Null when the other side has closed between two messages. */
    static @Nullable FuzzHead read(FuzzWire wire) throws IOException {
        var start = wire.line();
        if (start == null) {
            return null;
        }
        var headers = new ArrayList<Header>();
        for (var line = wire.line(); !"".equals(line); line = wire.line()) {
            if (line == null) {
                throw new EOFException("closed within the head");
            }
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("not a header line: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        return new FuzzHead(start, headers);
    }

    Optional<String> first(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }

    boolean isChunked() {
        return first("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    long length() throws ProtocolException {
        try {
            return Long.parseLong(first("content-length").orElse("-1"));
        } catch (NumberFormatException e) {
            throw new ProtocolException("not a length: " + first("content-length"));
        }
    }

    /** The body of a request; none without a length. */
    void copyBody(FuzzWire wire, OutputStream to) throws IOException {
        if (isChunked()) {
            copyChunks(wire, to);
        } else if (length() > 0) {
            wire.copy(length(), to);
        }
    }

    static void copyChunks(FuzzWire wire, OutputStream to) throws IOException {
        for (var size = chunkSize(wire); size > 0; size = chunkSize(wire)) {
            wire.copy(size, to);
            if (!"".equals(wire.line())) {
                throw new ProtocolException("a chunk longer than it says");
            }
        }
        for (var line = wire.line(); !"".equals(line); line = wire.line()) {
            if (line == null) {
                throw new EOFException("closed within the trailers");
            }
        }
    }

    private static long chunkSize(FuzzWire wire) throws IOException {
        var line = wire.line();
        if (line == null) {
            throw new EOFException("closed between chunks");
        }
        try {
            return Long.parseLong(line.split(";", 2)[0].strip(), 16);
        } catch (NumberFormatException e) {
            throw new ProtocolException("not the size of a chunk: " + line);
        }
    }

    @Override
    public String toString() {
        return start + headers;
    }
}
