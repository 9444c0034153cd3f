package org.computecontracts.kernel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.computecontracts.kernel.KernelProblem;

/**
 * Opens WebSockets as the guarded client opens connections: to the very address that was checked, the certificate's name
 * compared, no redirects. The JDK's own client resolves names for itself.
 */
class SocketOpener {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_ANSWER = 16 << 10;
    private static final int QUIET_TIMES = 3;
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AddressGuard guard;
    private final SSLContext tls;

    SocketOpener(AddressGuard guard, SSLContext tls) {
        this.guard = guard;
        this.tls = tls;
    }

    /** A connection with nothing said on it yet, not even TLS. */
    Socket connect(URI uri) throws IOException {
        return connected(guard.resolve(host(uri)), port(uri));
    }

    private static boolean isTls(URI uri) {
        return "https".equals(uri.getScheme());
    }

    private static String host(URI uri) {
        return uri.getHost().replaceAll("^\\[|]$", "");
    }

    private static int port(URI uri) {
        var fallback = isTls(uri) ? 443 : 80;
        return uri.getPort() < 0 ? fallback : uri.getPort();
    }

    private static Socket connected(InetAddress[] addresses, int port) throws IOException {
        var refusal = new IOException("no address");
        for (var address : addresses) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                refusal = e;
            }
        }
        throw refusal;
    }

    private Socket secured(Socket plain, URI uri) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host(uri), port(uri), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    EventSocket upgrade(URI uri, Socket below, Duration idle, int maxBytes) throws IOException {
        var socket = isTls(uri) ? secured(below, uri) : below;
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        var key = Base64.getEncoder().encodeToString(nonce);
        socket.getOutputStream().write(request(uri, key).getBytes(US_ASCII));
        socket.getOutputStream().flush();
        check(uri, answer(socket), accepted(key));
        socket.setSoTimeout((int) idle.dividedBy(QUIET_TIMES).toMillis());
        return new EventSocket(uri, new FrameLine(socket, below, QUIET_TIMES), maxBytes);
    }

    private static String request(URI uri, String key) {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nUser-Agent: compute-contracts\r\n\r\n";
    }

    /** Byte by byte: what follows the answer belongs to the stream. */
    private static String answer(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var out = new ByteArrayOutputStream();
        for (var ends = 0; ends < 4; ) {
            var b = in.read();
            if (b < 0 || out.size() >= MAX_ANSWER) {
                throw new IOException(b < 0 ? "no whole answer" : "an answer too long");
            }
            out.write(b);
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
        return out.toString(ISO_8859_1);
    }

    private static void check(URI uri, String answer, String accepted) {
        var lines = answer.split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.1 101( .*)?")) {
            throw KernelProblem.OUTSIDE_FAILED.because("%s opens no stream: %s", uri, lines[0]);
        }
        for (var line : lines) {
            var colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept")
                    && line.substring(colon + 1).strip().equals(accepted)) {
                return;
            }
        }
        throw KernelProblem.OUTSIDE_FAILED.because("%s answers as no WebSocket does", uri);
    }

    private static String accepted(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
