package org.computecontracts.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers every TXT question with the same texts. */
public final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private volatile List<String> texts = List.of();
    private volatile String asked = "";

    public NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /** As {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public void answers(String... all) {
        texts = List.of(all);
    }

    /** The last name it was asked for, with the dot of the root; empty before. */
    public String asked() {
        return asked;
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
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** RFC 1035 section 4.1: the question again, then one answer a text, its name a pointer to the question's. */
    private byte[] answer(DatagramPacket question) {
        var data = ByteBuffer.wrap(question.getData(), 0, question.getLength());
        var end = 12;
        var name = new StringBuilder();
        for (var length = data.get(end); length != 0; length = data.get(end)) {
            name.append(new String(question.getData(), end + 1, length, UTF_8)).append('.');
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
