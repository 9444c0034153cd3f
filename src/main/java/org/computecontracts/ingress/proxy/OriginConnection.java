package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an origin. First nobody's, then of one exchange at a time; between two it rests, and a byte or an end that
 * comes then closes it. All on the event loop of the visitor it belongs to.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class OriginConnection extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Consumer<OriginConnection> resting;
    private final AnswerParser parser = new AnswerParser();
    private @Nullable Asked asked;
    private boolean isPaused;
    private boolean isReading;
    private boolean isGone;
    private int uses;
    private long restsSince;

    /** @param resting called with this when it may be asked again */
    OriginConnection(Channel channel, Consumer<OriginConnection> resting) {
        this.channel = channel;
        this.resting = resting;
    }

    /** @param headers what is sent in place of the request's own */
    void ask(RequestHead request, HttpHeaders headers, Answers answers) {
        asked = new Asked(request, answers, headers.contains("upgrade"));
        isPaused = false;
        if (uses++ > 0) {
            parser.restart();
        }
        parser.awaits(request);
        write(MessageWriter.request(channel.alloc(), request, headers), !request.hasBody());
        channel.flush();
        channel.read();
    }

    /** A piece of the request's body. */
    void send(ByteBuf data) {
        if (asked == null) {
            data.release();
        } else if (asked.request().framing() instanceof Framing.Chunked) {
            if (data.isReadable()) {
                write(MessageWriter.chunk(channel.alloc(), data), false);
            } else {
                data.release();
            }
        } else {
            write(data, false);
        }
    }

    /** The end of the request's body. */
    void finish(HttpHeaders trailers) {
        if (asked != null) {
            var isChunked = asked.request().framing() instanceof Framing.Chunked;
            write(isChunked ? MessageWriter.lastChunk(channel.alloc(), trailers) : Unpooled.EMPTY_BUFFER, true);
            channel.flush();
        }
    }

    private void write(ByteBuf bytes, boolean isLast) {
        var of = asked;
        channel.write(bytes).addListener(written -> {
            if (isLast && of != null) {
                of.went(written.isSuccess());
            }
        });
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** No more of the answer for the moment. */
    void pause() {
        isPaused = true;
    }

    void resume() {
        if (isPaused) {
            isPaused = false;
            take();
            if (asked != null) {
                asked.answers().paused();
            }
            if (!isPaused) {
                channel.read();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (asked == null) {
            bytes.release();
            // Nobody has asked: whatever it is, it would be taken for the answer to the next request
            close();
            return;
        }
        parser.feed(channel.alloc(), bytes);
        take();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!isPaused) {
            channel.read();
        }
        if (asked != null) {
            asked.answers().paused();
        }
    }

    private void take() {
        if (isReading) {
            return;
        }
        isReading = true;
        try {
            for (var part = next(); part != null; part = next()) {
                hand(part);
            }
        } catch (MalformedMessage e) {
            fail(Failure.broken(e.reason()));
        } finally {
            isReading = false;
        }
        if (isGone && (asked == null || !isPaused)) {
            conclude();
        }
    }

    private @Nullable Part next() {
        return asked == null || isPaused ? null : parser.next();
    }

    private void hand(Part part) {
        var of = asked;
        if (of == null) {
            throw new IllegalStateException("An answer to nobody");
        }
        switch (part) {
            case AnswerHead head -> of.came(head);
            case Part.Data data -> of.answers().body(data.bytes());
            case Part.End end when !of.isAnswered() -> parser.restart();
            case Part.End end -> end(of, end);
            case RequestHead never -> throw new IllegalStateException("A request for an answer");
        }
    }

    private void end(Asked of, Part.End end) {
        asked = null;
        if (channel.isActive() && of.leavesFit(parser.hasBytesLeft())) {
            restsSince = Rounds.now();
            resting.accept(this);
        } else {
            close();
        }
        of.answers().ended(end.trailers());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (asked != null && channel.isWritable()) {
            asked.answers().writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        isGone = true;
        take();
    }

    /** The origin has hung up, and all that it sent before has been handed on. */
    private void conclude() {
        var of = asked;
        if (of != null && of.isAnswered() && parser.endsWithConnection()) {
            end(of, Part.END);
        } else if (of != null) {
            fail(Failure.hungUp(uses > 1 && of.isUntouched() && !parser.hasBytesLeft()));
        }
        parser.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Error || cause instanceof RuntimeException) {
            OneLine.log("A connection to an origin failed", cause);
        }
        close();
    }

    private void fail(Failure failure) {
        var of = asked;
        asked = null;
        close();
        if (of != null) {
            of.answers().failed(failure);
        }
    }

    /** Nobody wants the answer any more. */
    void abandon() {
        asked = null;
        close();
    }

    /** The raw connection, for a protocol that both sides have changed to, with what has come of it already. */
    ByteBuf giveAway() {
        asked = null;
        return parser.rest();
    }

    boolean hasRestedSince(long moment) {
        return asked == null && restsSince - moment < 0;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    Channel channel() {
        return channel;
    }

    void close() {
        channel.close();
    }
}
