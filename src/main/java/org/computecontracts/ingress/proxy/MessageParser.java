package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 messages out of the bytes of one connection (RFC 9112), one after the other and never further than asked for:
 * after a message's end nothing is read until {@link #restart}. Stricter than the RFC where it lets a reader choose, since
 * another reader may choose otherwise: lines end in CRLF, fields are not folded, each length is told once.
 */
abstract class MessageParser {
    private static final int LONGEST_HEAD = 32 * 1024;
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_CHUNK_LINE = 4 * 1024;
    private static final int MOST_CHUNK_DIGITS = 15;
    private static final int LARGEST_PIECE = 64 * 1024;

    private enum State {
        START,
        FIELDS,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        REST,
        ENDED
    }

    private final Received received = new Received();
    private State state = State.START;
    private HttpHeaders fields = none();
    private int headBytes;
    private long left;

    /** @return whether the line was the first one of a message, not an empty one before it */
    abstract boolean startLine(String line);

    abstract Part head(HttpHeaders headers);

    abstract Framing framing();

    /** The longest first line there may be, in bytes. */
    abstract int longestStart();

    abstract ProxyProblem startTooLong();

    void feed(ByteBufAllocator allocator, ByteBuf bytes) {
        received.add(allocator, bytes);
    }

    /** The next part, or null when more bytes are needed for one. MalformedMessage when there can be none. */
    @Nullable
    Part next() {
        return switch (state) {
            case START -> start();
            case FIELDS -> fields();
            case BODY -> body();
            case CHUNK_SIZE, CHUNK_DATA, CHUNK_END -> chunk();
            case TRAILERS -> trailers();
            case REST -> piece(Long.MAX_VALUE);
            case ENDED -> null;
        };
    }

    private @Nullable Part start() {
        var line = line(longestStart(), startTooLong());
        if (line == null) {
            return null;
        }
        if (startLine(line)) {
            state = State.FIELDS;
            return fields();
        }
        return start();
    }

    private @Nullable Part fields() {
        if (!readFields()) {
            return null;
        }
        var head = head(fields);
        switch (framing()) {
            case Framing.None none -> left(0, State.BODY);
            case Framing.Length length -> left(length.bytes(), State.BODY);
            case Framing.Chunked chunked -> left(0, State.CHUNK_SIZE);
            case Framing.UntilClose untilClose -> left(0, State.REST);
        }
        fields = none();
        return head;
    }

    private void left(long bytes, State next) {
        left = bytes;
        state = next;
    }

    private @Nullable Part body() {
        if (left == 0) {
            state = State.ENDED;
            return Part.END;
        }
        return piece(left);
    }

    private @Nullable Part piece(long most) {
        var bytes = received.piece((int) Math.min(most, LARGEST_PIECE));
        if (bytes == null) {
            return null;
        }
        left -= bytes.readableBytes();
        return new Part.Data(bytes);
    }

    private @Nullable Part chunk() {
        if (state == State.CHUNK_END && !endOfChunk()) {
            return null;
        }
        if (state == State.CHUNK_SIZE && !chunkSize()) {
            return null;
        }
        if (state == State.TRAILERS) {
            return trailers();
        }
        var piece = piece(left);
        if (left == 0) {
            state = State.CHUNK_END;
        }
        return piece;
    }

    private boolean endOfChunk() {
        var line = line(0, ProxyProblem.MALFORMED_REQUEST);
        if (line != null) {
            state = State.CHUNK_SIZE;
        }
        return line != null;
    }

    private boolean chunkSize() {
        var line = line(LONGEST_CHUNK_LINE, ProxyProblem.MALFORMED_REQUEST);
        if (line == null) {
            return false;
        }
        left = ChunkLine.size(line, MOST_CHUNK_DIGITS);
        headBytes = 0;
        state = left == 0 ? State.TRAILERS : State.CHUNK_DATA;
        return true;
    }

    private @Nullable Part trailers() {
        if (!readFields()) {
            return null;
        }
        state = State.ENDED;
        return fields.isEmpty() ? Part.END : new Part.End(fields);
    }

    /** Whether the empty line after the fields was read. */
    private boolean readFields() {
        for (var line = fieldLine(); line != null; line = fieldLine()) {
            if (line.isEmpty()) {
                return true;
            }
            if (fields.size() >= MOST_FIELDS) {
                throw new MalformedMessage(ProxyProblem.HEADERS_TOO_LARGE, "it has too many fields");
            }
            field(line);
        }
        return false;
    }

    private @Nullable String fieldLine() {
        return line(LONGEST_HEAD - headBytes, ProxyProblem.HEADERS_TOO_LARGE);
    }

    private void field(String line) {
        var colon = line.indexOf(':');
        if (colon < 0) {
            throw MalformedMessage.because("a field has no colon");
        }
        var name = line.substring(0, colon);
        if (!FieldRules.isToken(name)) {
            throw MalformedMessage.because("a field's name is none, or a field is folded");
        }
        fields.add(name, Whitespace.trimmed(line.substring(colon + 1)));
    }

    private @Nullable String line(int longest, ProxyProblem tooLong) {
        var line = received.line(longest, tooLong);
        if (line != null) {
            headBytes += line.length() + 2;
        }
        return line;
    }

    /** Ready for the next message. */
    void restart() {
        if (state != State.ENDED) {
            throw new IllegalStateException("A message is still being read");
        }
        state = State.START;
        headBytes = 0;
        fields = none();
    }

    private static HttpHeaders none() {
        // What names and values are made of is checked here, line by line
        return DefaultHttpHeadersFactory.headersFactory()
                .withNameValidation(false)
                .withValidation(false)
                .newHeaders();
    }

    /** The other side has hung up: that may be the end of a body, or no end at all. */
    boolean endsWithConnection() {
        return state == State.REST;
    }

    /** Whether a message has begun and not ended. */
    boolean isWithin() {
        return state != State.ENDED && (state != State.START || received.isAny());
    }

    boolean hasBytesLeft() {
        return received.isAny();
    }

    /** What comes after the last message, for whoever reads the connection from now on. */
    ByteBuf rest() {
        return received.rest();
    }

    void close() {
        rest().release();
    }
}
