package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A visitor who sends whatever bytes it likes over TLS and sees the bytes that come back: no HTTP library in between. */
class RawVisitor implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket plain;
    private final SSLSocket socket;
    private final RawInput in = new RawInput(this::read);
    private long deadline;

    private RawVisitor(Socket plain, SSLSocket socket) {
        this.plain = plain;
        this.socket = socket;
    }

    static RawVisitor at(int port, String host, SSLContext trust) {
        return from("127.0.0.1", port, host, trust, "http/1.1");
    }

    /**
     * Fails where the certificate is not for the host.
     *
     * @param own the visitor's own address, so that several can be told apart
     */
    static RawVisitor from(String own, int port, String host, SSLContext trust, String protocol) {
        try {
            var plain = new Socket();
            plain.bind(new InetSocketAddress(own, 0));
            plain.connect(new InetSocketAddress("127.0.0.1", port));
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) PATIENCE.toMillis());
            var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setApplicationProtocols(new String[] {protocol});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
            return new RawVisitor(plain, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That the other side has hung up already shows when the answer is read. */
    RawVisitor send(String bytes) {
        trySend(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    boolean trySend(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    RawVisitor pause(long millis) {
        Ssh.sleep(millis);
        return this;
    }

    /** Sends no more, and says so; what comes back can still be read. */
    RawVisitor finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is over anyway
        }
        return this;
    }

    RawAnswer answer() {
        return answer(PATIENCE);
    }

    RawAnswer answer(Duration patience) {
        wait(patience);
        return RawAnswer.read(in, false);
    }

    RawAnswer answerToHead() {
        wait(PATIENCE);
        return RawAnswer.read(in, true);
    }

    /** Sends a body until it is all there or an answer begins, as people's programs do. */
    RawAnswer upload(String head, long length) {
        send(head);
        var answered = new AtomicBoolean();
        var writer = Thread.ofVirtual().start(() -> {
            var piece = new byte[65536];
            var isOpen = true;
            for (var left = length; left > 0 && isOpen && !answered.get(); left -= piece.length) {
                isOpen = trySend(left < piece.length ? new byte[(int) left] : piece);
            }
        });
        wait(PATIENCE.multipliedBy(2));
        var answer = RawAnswer.read(in, false);
        answered.set(true);
        if (answer.status() == RawAnswer.SILENCE) {
            writer.interrupt();
        }
        return answer;
    }

    /** Exactly so many bytes, for what is no HTTP. */
    String bytes(int count) {
        wait(PATIENCE);
        var bytes = new StringBuilder();
        try {
            in.bytes(bytes, count);
        } catch (IOException e) {
            bytes.append("<").append(e.getClass().getSimpleName()).append(">");
        }
        return bytes.toString();
    }

    /** Exactly so many bytes, however long it takes: until the connection is closed. */
    byte[] exactly(int count) throws IOException {
        wait(Duration.ofMinutes(5));
        var bytes = new StringBuilder();
        in.bytes(bytes, count);
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side ends the connection, within so long, without a byte more. */
    boolean isEnded(Duration patience) {
        wait(patience);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether nothing at all comes for so long, not even an end. */
    boolean isQuiet(Duration patience) {
        wait(patience);
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void wait(Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
    }

    private int read(byte[] into) throws IOException {
        var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("nothing more in time");
        }
        socket.setSoTimeout((int) left);
        return socket.getInputStream().read(into);
    }

    /** At once, without the ceremony of TLS, which may wait for the other side. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
