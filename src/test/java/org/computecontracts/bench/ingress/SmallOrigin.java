package org.computecontracts.bench.ingress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A server that costs next to nothing, the same one behind ours and behind the peer. */
final class SmallOrigin implements AutoCloseable {
    static final long BULK = 256L * 1024 * 1024;
    private static final byte[] BLOCK = new byte[256 * 1024];
    private static final byte[] SMALL =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 128\r\n\r\n"
                    + "small answer, 16".repeat(8));

    private final ServerSocket listening;

    SmallOrigin() throws IOException {
        listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Arrays.fill(BLOCK, (byte) 'b');
        Thread.ofPlatform().daemon().name("small origin").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                answer(line, in, out);
            }
        } catch (IOException e) {
            // Whoever was asking has gone
            return;
        }
    }

    private static void answer(String request, InputStream in, OutputStream out) throws IOException {
        var length = 0L;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        if (request.startsWith("GET /bulk ")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + BULK + "\r\n\r\n"));
            for (var sent = 0L; sent < BULK; sent += BLOCK.length) {
                out.write(BLOCK);
            }
        } else {
            out.write(SMALL);
        }
    }

    /** Empty also at the end of the connection. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
