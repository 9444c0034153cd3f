package org.computecontracts.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A visitor's HTTP/2 stream: one request and its answer (RFC 9113 section 8.1). */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
final class Http2Visitor extends ChannelInboundHandlerAdapter implements Visitor {
    private final Channel stream;
    private final VisitorConnection connection;
    private @Nullable RequestHead request;
    private @Nullable Exchange exchange;
    private boolean isWhole;
    private boolean isOver;

    Http2Visitor(Channel stream, VisitorConnection connection) {
        this.stream = stream;
        this.connection = connection;
        stream.config().setAutoRead(false);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case Http2Frame ignored when isOver -> {}
                case Http2HeadersFrame frame when request == null -> begin(frame);
                case Http2HeadersFrame frame -> ended(Http2Fields.trailers(frame.headers()));
                case Http2DataFrame frame -> body(frame);
                default -> {}
            }
        } catch (MalformedMessage e) {
            broken(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(Http2HeadersFrame frame) {
        isWhole = frame.isEndStream();
        var head = Http2Fields.request(frame.headers(), isWhole);
        request = head;
        if (isWhole) {
            // To hear of it when the visitor gives up
            stream.read();
        }
        switch (connection.route(head)) {
            case Routing.To to -> {
                exchange = new Exchange(head, to.origin(), this, connection);
                exchange.begin();
            }
            case Routing.Ends ends -> Refusal.answer(this, head, ends);
        }
    }

    private void body(Http2DataFrame frame) {
        if (exchange == null || isOver) {
            return;
        }
        exchange.bodyCame(frame.content().retain());
        if (frame.isEndStream()) {
            ended(Part.END.trailers());
        }
    }

    private void ended(HttpHeaders trailers) {
        isWhole = true;
        if (exchange != null) {
            exchange.bodyEnded(trailers);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null && !isWhole) {
            exchange.bodyPauses();
        }
    }

    private void broken(MalformedMessage e) {
        if (exchange != null) {
            exchange.visitorBroke(e);
        } else if (!isOver) {
            Refusal.answer(this, request, new Routing.Ends(e.problem(), e.reason()));
        }
    }

    @Override
    public void wantBody() {
        stream.read();
    }

    @Override
    public void interim(AnswerHead head) {
        write(head.status(), ProxyHeaders.ofInterim(head.headers()));
    }

    @Override
    public void answer(int status, HttpHeaders headers, Framing framing) {
        if (status == 204) {
            headers.remove("content-length");
        }
        write(status, headers);
    }

    private void write(int status, HttpHeaders headers) {
        stream.write(new DefaultHttp2HeadersFrame(Http2Fields.answer(status, headers)));
    }

    @Override
    public void body(ByteBuf data) {
        stream.write(new DefaultHttp2DataFrame(data));
    }

    @Override
    public void finish(HttpHeaders trailers) {
        isOver = true;
        var end = trailers.isEmpty()
                ? new DefaultHttp2DataFrame(true)
                : new DefaultHttp2HeadersFrame(Http2Fields.of(trailers), true);
        stream.writeAndFlush(end).addListener(sent -> {
            if (!isWhole && sent.isSuccess()) {
                // RFC 9113 section 8.1: the answer is whole, the rest of the request is of no use
                stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
            }
        });
    }

    @Override
    public void breakOff() {
        isOver = true;
        stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }

    @Override
    public void flush() {
        stream.flush();
    }

    @Override
    public void upgrade(HttpHeaders headers, OriginConnection to) {
        throw new IllegalStateException("HTTP/2 has no upgrades");
    }

    @Override
    public boolean isWritable() {
        return stream.isWritable();
    }

    @Override
    public Channel channel() {
        return stream;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.visitorWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame) {
            gone();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
    }

    private void gone() {
        isOver = true;
        if (exchange != null) {
            exchange.visitorGone();
        }
    }

    /** Whatever a bug may be: the request ends. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof Http2Exception) && !(cause instanceof IOException)) {
            OneLine.log("A visitor's request failed", cause);
        }
        gone();
        stream.close();
    }
}
