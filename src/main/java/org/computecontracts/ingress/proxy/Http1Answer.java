package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;

/** How an answer is written on a visitor's HTTP/1.1 connection, and whether the connection goes on after it. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class Http1Answer {
    private final Channel channel;
    private boolean isOld;
    private boolean keeps;
    private boolean isChunked;

    Http1Answer(Channel channel) {
        this.channel = channel;
    }

    /** The next answer is to this. */
    void to(RequestHead request) {
        isOld = request.isOld();
        keeps = !isOld && !ProxyHeaders.hasOption(request.headers(), "close");
    }

    void isLast() {
        keeps = false;
    }

    boolean keeps() {
        return keeps;
    }

    void interim(AnswerHead head) {
        write(head.status(), ProxyHeaders.ofInterim(head.headers()));
    }

    void switchProtocols(HttpHeaders headers) {
        write(AnswerHead.SWITCHING_PROTOCOLS, headers);
    }

    void begin(int status, HttpHeaders headers, Framing framing) {
        isChunked = false;
        switch (framing) {
            case Framing.Length length -> {}
            case Framing.None none -> {
                if (status == 204) {
                    headers.remove("content-length");
                }
            }
            case Framing.Chunked chunked -> chunk(headers);
            case Framing.UntilClose untilClose -> chunk(headers);
        }
        if (!keeps) {
            headers.set("connection", "close");
        }
        write(status, headers);
    }

    /** RFC 9112 section 6.1: HTTP/1.0 knows no chunks, so there the connection's end is the answer's. */
    private void chunk(HttpHeaders headers) {
        if (isOld) {
            keeps = false;
        } else {
            isChunked = true;
            headers.set("transfer-encoding", "chunked");
        }
    }

    private void write(int status, HttpHeaders headers) {
        channel.write(MessageWriter.answer(channel.alloc(), status, headers));
    }

    void body(ByteBuf data) {
        channel.write(isChunked && data.isReadable() ? MessageWriter.chunk(channel.alloc(), data) : data);
    }

    void end(HttpHeaders trailers) {
        channel.writeAndFlush(isChunked ? MessageWriter.lastChunk(channel.alloc(), trailers) : Unpooled.EMPTY_BUFFER);
    }
}
