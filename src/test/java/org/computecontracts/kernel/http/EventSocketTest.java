package org.computecontracts.kernel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSocketTest {
    private static final Duration IDLE = Duration.ofMillis(900);
    private final List<AutoCloseable> toClose = new ArrayList<>();

    /** What a server does on one connection. */
    private interface Behaviour {
        void on(Socket socket) throws Exception;
    }

    @AfterEach
    void close() throws Exception {
        for (var one : toClose) {
            one.close();
        }
    }

    @Test
    void readsMessagesInOnePieceOrInSeveral() throws Exception {
        var socket = open(accepting(out -> {
            out.write(frame(0x82, "whole".getBytes(UTF_8)));
            out.write(frame(0x02, "in ".getBytes(UTF_8)));
            out.write(frame(0x89, "between".getBytes(UTF_8)));
            out.write(frame(0x80, "pieces".getBytes(UTF_8)));
            out.write(frame(0x82, new byte[70_000]));
            out.write(frame(0x88, new byte[] {0x03, (byte) 0xf0, 'b', 'y', 'e'}));
        }));

        assertThat(socket.next())
                .hasValueSatisfying(message -> assertThat(message).isEqualTo("whole".getBytes(UTF_8)));
        assertThat(socket.next())
                .hasValueSatisfying(message -> assertThat(message).isEqualTo("in pieces".getBytes(UTF_8)));
        assertThat(socket.next())
                .hasValueSatisfying(message -> assertThat(message).hasSize(70_000));
        assertThat(socket.next()).isEmpty();
        assertThat(socket.ending()).isEqualTo("1008 bye");
    }

    @Test
    void asksAfterASilenceAndGivesUpAfterThree() throws Exception {
        var pings = new CountDownLatch(2);
        var socket = open(serve(peer -> {
            handshake(peer);
            while (peer.getInputStream().read() >= 0) {
                pings.countDown();
                peer.getInputStream().readNBytes(5);
            }
        }));

        refused(KernelProblem.OUTSIDE_UNREACHABLE, socket::next);
        assertThat(pings.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAMessageOfAGigabyteUnread() throws Exception {
        var header = ByteBuffer.allocate(10).put((byte) 0x82).put((byte) 127).putLong(1L << 30);
        var socket = open(accepting(out -> out.write(header.array())));

        refused(KernelProblem.TOO_LARGE, socket::next);
    }

    @Test
    void refusesPiecesThatTogetherAreTooMuch() throws Exception {
        var socket = open(accepting(out -> {
            out.write(frame(0x02, new byte[60_000]));
            for (var i = 0; i < 3; i++) {
                out.write(frame(0x00, new byte[60_000]));
            }
        }));

        refused(KernelProblem.TOO_LARGE, socket::next);
    }

    /** Of nothing, too, which no bound on bytes would end. */
    @Test
    void refusesAMessageInCrumbs() throws Exception {
        for (var size : new int[] {1, 0}) {
            var crumbs = new ByteArrayOutputStream();
            crumbs.writeBytes(frame(0x02, new byte[size]));
            for (var i = 0; i < 20_000; i++) {
                crumbs.writeBytes(frame(0x00, new byte[size]));
            }
            var socket = open(accepting(out -> out.write(crumbs.toByteArray())));

            refused(KernelProblem.OUTSIDE_UNREACHABLE, socket::next);
        }
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        for (var endless : List.of("X: y\r\n", "y")) {
            var url = serve(peer -> {
                peer.getOutputStream().write("HTTP/1.1 200 OK\r\nA: b".getBytes(US_ASCII));
                while (true) {
                    peer.getOutputStream().write(endless.repeat(1000).getBytes(US_ASCII));
                }
            });

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> SafeHttp.with(true, Path.of("target")).send(HttpRequest.get(url)))
                    .withMessageContaining("Maximum");
        }
    }

    @Test
    void refusesWhatIsAgainstTheProtocol() throws Exception {
        for (var bad : List.of(
                new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 1}, // masked
                new byte[] {(byte) 0xc2, 0}, // reserved bit
                new byte[] {(byte) 0x80, 0}, // goes on with nothing
                new byte[] {(byte) 0x89, 126, 0, 126}, // a long ping
                new byte[] {0x09, 0}, // a ping in pieces
                new byte[] {(byte) 0x8b, 0})) { // an unknown control frame
            var socket = open(accepting(out -> out.write(bad)));
            refused(KernelProblem.OUTSIDE_UNREACHABLE, socket::next);
        }
    }

    @Test
    void refusesToBeSentElsewhereAndWhatIsNoWebSocket() throws Exception {
        for (var answer : List.of(
                "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: bm8=\r\n\r\n",
                "SSH-2.0-x\r\n\r\n")) {
            var url = serve(peer -> peer.getOutputStream().write(answer.getBytes(US_ASCII)));
            refused(KernelProblem.OUTSIDE_FAILED, () -> open(url));
        }
    }

    @Test
    void refusesAnAnswerWithoutEnd() throws Exception {
        var url = serve(peer -> {
            while (true) {
                peer.getOutputStream().write("X: y\r\n".getBytes(US_ASCII));
            }
        });

        refused(KernelProblem.OUTSIDE_UNREACHABLE, () -> open(url));
    }

    @Test
    void refusesAddressesThatAreNotPublicAndPlainHttp() {
        var outside = SafeHttp.with(false, Path.of("target"));
        for (var url : List.of("https://127.0.0.1:1", "https://10.0.0.1", "http://example.com", "https://[::1]:1")) {
            refused(KernelProblem.ADDRESS_REFUSED, () -> outside.stream(URI.create(url), IDLE, 1000));
        }
    }

    @Test
    void aHostThatNeverAnswersIsGivenUp() throws Exception {
        var url = serve(peer -> TimeUnit.SECONDS.sleep(30));

        refused(KernelProblem.OUTSIDE_UNREACHABLE, () -> open(url));
    }

    private EventSocket open(URI url) {
        var socket = SafeHttp.with(true, Path.of("target")).stream(url, IDLE, 100_000);
        toClose.add(socket);
        return socket;
    }

    private static void refused(KernelProblem expected, Runnable work) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(work::run)
                .extracting(ProblemException::type)
                .isEqualTo(expected);
    }

    private interface Talk {
        void to(OutputStream out) throws IOException;
    }

    private URI accepting(Talk talk) throws IOException {
        return serve(peer -> {
            handshake(peer);
            talk.to(peer.getOutputStream());
            peer.getInputStream().readAllBytes();
        });
    }

    private URI serve(Behaviour behaviour) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        toClose.add(server);
        Thread.ofVirtual().start(() -> {
            try (var peer = server.accept()) {
                toClose.add(peer);
                behaviour.on(peer);
            } catch (IOException | InterruptedException e) {
                return; // the test is over
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/stream?cursor=1");
    }

    static void handshake(Socket peer) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            head.write(peer.getInputStream().read());
        }
        var key = head.toString(US_ASCII)
                .lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring(19))
                .findFirst()
                .orElseThrow();
        peer.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept: " + accepted(key) + "\r\n\r\n")
                        .getBytes(US_ASCII));
    }

    private static String accepted(String key) {
        try {
            var salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(salted.getBytes(US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static byte[] frame(int head, byte[] payload) {
        var out = ByteBuffer.allocate(payload.length + 10).put((byte) head);
        if (payload.length < 126) {
            out.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            out.put((byte) 126).putShort((short) payload.length);
        } else {
            out.put((byte) 127).putLong(payload.length);
        }
        out.put(payload);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }
}
