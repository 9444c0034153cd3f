package org.computecontracts.atproto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandleLookupTest {
    private final FakePds network = FakePds.start();
    private final NameServer dns = new NameServer();

    /** Answers every TXT question with the same texts. */
    private static final class NameServer implements AutoCloseable {
        private final DatagramSocket socket;
        private volatile List<String> texts = List.of();
        private volatile String asked = "";

        NameServer() {
            try {
                socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            } catch (SocketException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofPlatform().daemon().start(this::serve);
        }

        private void serve() {
            var question = new DatagramPacket(new byte[512], 512);
            try {
                while (true) {
                    socket.receive(question);
                    var answer = answer(question);
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        /** RFC 1035 section 4.1: the question again, then one answer a text, its name a pointer to the question's. */
        private byte[] answer(DatagramPacket question) {
            var data = ByteBuffer.wrap(question.getData(), 0, question.getLength());
            var end = 12;
            var name = new StringBuilder();
            for (var length = data.get(end); length != 0; length = data.get(end)) {
                name.append(new String(question.getData(), end + 1, length, UTF_8))
                        .append('.');
                end += 1 + length;
            }
            asked = name.toString();
            end += 5;
            var out = new ByteArrayOutputStream();
            var header = ByteBuffer.allocate(12).putShort(data.getShort(0)).putShort((short) 0x8580);
            header.putShort((short) 1).putShort((short) texts.size()).putInt(0);
            out.writeBytes(header.array());
            out.write(question.getData(), 12, end - 12);
            for (var text : texts) {
                var bytes = text.getBytes(UTF_8);
                out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, (byte) (bytes.length + 1)});
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
            return out.toByteArray();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @AfterEach
    void stop() {
        network.close();
        dns.close();
    }

    private HandleLookup lookup(URI... knownPds) {
        var settings = AtprotoSettings.with(network.plc(), List.of(knownPds));
        settings.nameServer = Optional.of("127.0.0.1:" + dns.socket.getLocalPort());
        return new HandleLookup(network.http(), settings);
    }

    private void findsNothing(HandleLookup lookup, String handle) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lookup.find(new Handle(handle)))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.HANDLE_NOT_FOUND);
    }

    @Test
    void asksTheKnownServersFirstAndGoesOnWhenOneIsSilent() {
        var alice = network.account("alice.test");

        var found = lookup(URI.create("http://127.0.0.1:1"), network.url()).find(alice.handle);

        assertThat(found).isEqualTo(alice.did);
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void asksTheNameServerLast() {
        dns.texts = List.of("v=spf1 -all", "did=did:plc:fromdns");

        assertThat(lookup(network.url()).find(new Handle("nowhere.zz"))).isEqualTo(new Did("did:plc:fromdns"));
        assertThat(dns.asked).isEqualTo("_atproto.nowhere.zz.");
    }

    @Test
    void takesNoneOfTwoAnswers() {
        dns.texts = List.of("did=did:plc:one", "did=did:plc:two");

        findsNothing(lookup(), "nowhere.zz");
    }

    @Test
    void doesNotAskTheWorldForReservedNames() {
        dns.texts = List.of("did=did:plc:fromdns");

        findsNothing(lookup(network.url()), "alice.test");

        assertThat(dns.asked).isEmpty();
    }
}
