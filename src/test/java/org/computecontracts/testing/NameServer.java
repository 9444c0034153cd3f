package org.computecontracts.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A DNS server on loopback that gives every TXT question the same answer (RFC 1035). */
public final class NameServer implements AutoCloseable {
    public static final int SERVFAIL = 2;
    public static final int NXDOMAIN = 3;
    private static final int CNAME = 5;
    private static final int TXT = 16;

    public final AtomicInteger questions = new AtomicInteger();
    private volatile List<String> texts = List.of();

    /** Says this response code instead of success. */
    public volatile int failure;

    public volatile boolean silent;

    /** The name that the one asked for is an alias of; the texts are that one's. */
    public volatile @Nullable String alias;

    private final DatagramSocket socket;
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

    /** The last name, with the root's dot; empty when there was none. */
    public String asked() {
        return asked;
    }

    private void serve() {
        var question = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(question);
                questions.incrementAndGet();
                var answer = answer(question);
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Section 4.1: the question again, then the answers, their name a pointer to the question's. */
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
        var target = alias;
        var count = texts.size() + (target == null ? 0 : 1);
        var out = new ByteArrayOutputStream();
        var header = ByteBuffer.allocate(12).putShort(data.getShort(0)).putShort((short) (0x8580 | failure));
        out.writeBytes(
                header.putShort((short) 1).putShort((short) count).putInt(0).array());
        out.write(question.getData(), 12, end - 12);
        var owner = new byte[] {(byte) 0xc0, 12};
        if (target != null) {
            write(out, owner, CNAME, labels(target));
            owner = labels(target);
        }
        for (var text : texts) {
            write(out, owner, TXT, string(text));
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, byte[] owner, int type, byte[] data) {
        out.writeBytes(owner);
        out.writeBytes(new byte[] {0, (byte) type, 0, 1, 0, 0, 0, 60, 0, (byte) data.length});
        out.writeBytes(data);
    }

    private static byte[] labels(String name) {
        var out = new ByteArrayOutputStream();
        for (var label : name.split("\\.", -1)) {
            out.writeBytes(string(label));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] string(String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
