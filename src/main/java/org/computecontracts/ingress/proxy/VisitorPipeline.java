package org.computecontracts.ingress.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** What a visitor's connection goes through: TLS, then the version of HTTP that both sides agree on there. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
class VisitorPipeline extends ChannelInitializer<Channel> {
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final int STREAMS = 128;
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int CONNECTION_WINDOW = 1024 * 1024;

    private final ReverseProxy proxy;
    private final SslContext tls;
    private final Executor handshakes;

    /** @param handshakes where certificates are made and handshakes signed, off the event loops */
    VisitorPipeline(ReverseProxy proxy, SslContext tls, Executor handshakes) {
        this.proxy = proxy;
        this.tls = tls;
        this.handshakes = handshakes;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!proxy.crowd().enters(VisitorConnection.visitor((InetSocketAddress) channel.remoteAddress()), channel)) {
            channel.close();
            return;
        }
        var handler = tls.newHandler(channel.alloc(), handshakes);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        channel.pipeline().addLast(handler, new Negotiated());
    }

    private class Negotiated extends ApplicationProtocolNegotiationHandler {
        Negotiated() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            var channel = context.channel();
            var connection = new VisitorConnection(channel, proxy);
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                http2(channel, connection);
            } else {
                channel.pipeline().addLast(new Http1Visitor(channel, connection));
            }
        }

        /** A visitor whose handshake fails is nothing to log. */
        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static void http2(Channel channel, VisitorConnection connection) {
        var codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(STREAMS)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(LONGEST_HEADERS))
                .build();
        channel.pipeline()
                .addLast(
                        codec,
                        new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline().addLast(new Http2Visitor(stream, connection));
                            }
                        }),
                        new OfConnection());
        widen(codec);
    }

    /** The window of a whole connection has no setting: it is widened by an update (RFC 9113 section 6.9.2). */
    private static void widen(Http2FrameCodec codec) {
        var http2 = codec.connection();
        try {
            var flow = http2.local().flowController();
            flow.incrementWindowSize(
                    http2.connectionStream(), CONNECTION_WINDOW - flow.windowSize(http2.connectionStream()));
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What concerns the whole of an HTTP/2 connection has been seen to before; what is left of it ends here. */
    private static class OfConnection extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
