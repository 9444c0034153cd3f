package org.computecontracts.ingress.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;

/** The server visitors reach; what they ask for is answered by origins that the {@link Router} names. */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails says so by its end
public class ReverseProxy {
    private static final int HANDSHAKE_THREADS = 4;
    private static final int STOP_SECONDS = 10;
    private static final int SESSIONS = 1024;
    private static final int BACKLOG = 1024;

    private final ProxySettings settings;
    private final Router router;
    private final Clock clock;
    private final Shares shares;
    private final Crowd crowd;
    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService handshakes;

    public ReverseProxy(ProxySettings settings, Router router, Clock clock) {
        this.settings = settings;
        this.router = router;
        this.clock = clock;
        this.shares = new Shares(settings);
        this.crowd = new Crowd(settings.connections(), settings.connectionsOfOne());
        var count = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        this.loops =
                new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("front"), NioIoHandler.newFactory());
        this.handshakes = Executors.newFixedThreadPool(HANDSHAKE_THREADS, new DefaultThreadFactory("front-tls", true));
    }

    /** @param keys asked for the certificate at each handshake, on threads that may wait */
    public void start(KeyManager keys) {
        var listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // A pipe may be silent for hours: so the system asks whether its visitor is still there
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new VisitorPipeline(this, tls(keys), handshakes))
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            throw new IllegalStateException(
                    "The HTTPS front cannot listen on port " + settings.port(), listening.cause());
        }
    }

    private static SslContext tls(KeyManager keys) {
        try {
            return SslContextBuilder.forServer(keys)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    // Of TLS 1.2; sessions of 1.3 are resumed by tickets, which visitors keep
                    .sessionCacheSize(SESSIONS)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("No TLS", e);
        }
    }

    public void stop() {
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        handshakes.shutdownNow();
    }

    /** Where connections to origins may be made besides those of visitors. */
    EventLoop loop() {
        return (EventLoop) loops.next();
    }

    Routing route(RequestHead request) {
        return router.route(request.host(), request.target());
    }

    Shares shares() {
        return shares;
    }

    Crowd crowd() {
        return crowd;
    }

    ProxySettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }
}
