package org.computecontracts.kernel.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.computecontracts.kernel.KernelProblem;

/**
 * The reading end of a WebSocket (RFC 6455): messages one after the other, each in one piece. Who does not ask for the next
 * one takes nothing off the line. Belongs to one thread; {@link #close} may come from any.
 */
public final class EventSocket implements AutoCloseable {
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int MAX_PIECES = 10_000;

    private final URI from;
    private final FrameLine line;
    private final int maxBytes;
    private volatile String ending = "";

    EventSocket(URI from, FrameLine line, int maxBytes) {
        this.from = from;
        this.line = line;
        this.maxBytes = maxBytes;
    }

    /** The next message; empty when the other side has ended the stream. TOO_LARGE, OUTSIDE_UNREACHABLE. */
    public Optional<byte[]> next() {
        try {
            return message();
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because("%s: %s", from, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    /** Whether something has come that was not asked for yet: then the next message is at least on its way. */
    public boolean isReady() {
        return line.isReady();
    }

    /** What the other side said when it ended the stream. */
    public String ending() {
        return ending;
    }

    private Optional<byte[]> message() throws IOException {
        var pieces = new ByteArrayOutputStream();
        for (var count = 0; ; ) {
            var head = line.read();
            var length = length(line.read());
            var opcode = head & 0x0f;
            FrameLine.require((head & 0x70) == 0, "reserved bits");
            if (opcode >= CLOSE) {
                FrameLine.require(
                        length <= 125 && (head & FrameLine.FINAL) != 0, "a control frame too long or in pieces");
                if (control(opcode, line.take((int) length))) {
                    return Optional.empty();
                }
                continue;
            }
            FrameLine.require(count > 0 == (opcode == CONTINUATION), "pieces out of order");
            FrameLine.require(++count <= MAX_PIECES, "too many pieces");
            if (length > maxBytes - pieces.size()) {
                throw KernelProblem.TOO_LARGE.because("%s sends a message of more than %d bytes", from, maxBytes);
            }
            var piece = line.take((int) length);
            if ((head & FrameLine.FINAL) != 0 && count == 1) {
                return Optional.of(piece);
            }
            pieces.write(piece);
            if ((head & FrameLine.FINAL) != 0) {
                return Optional.of(pieces.toByteArray());
            }
        }
    }

    /** Whether the stream has ended. */
    private boolean control(int opcode, byte[] payload) throws IOException {
        switch (opcode) {
            case FrameLine.PING -> line.send(PONG, payload);
            case PONG -> {}
            case CLOSE -> {
                ending = reason(payload);
                line.send(CLOSE, payload);
                return true;
            }
            default -> FrameLine.require(false, "an unknown control frame");
        }
        return false;
    }

    private static String reason(byte[] payload) {
        if (payload.length < 2) {
            return "closed";
        }
        var code = ByteBuffer.wrap(payload).getShort() & 0xffff;
        return (code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)).strip();
    }

    private long length(int second) throws IOException {
        FrameLine.require((second & FrameLine.MASKED) == 0, "a mask from a server");
        return switch (second) {
            case 126 -> ByteBuffer.wrap(line.take(2)).getShort() & 0xffff;
            case 127 -> {
                var length = ByteBuffer.wrap(line.take(8)).getLong();
                FrameLine.require(length >= 0, "a negative length");
                yield length;
            }
            default -> second;
        };
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because("%s cannot be closed", from)
                    .causedBy(e);
        }
    }
}
