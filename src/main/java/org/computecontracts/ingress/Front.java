package org.computecontracts.ingress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The HTTPS server visitors reach: the portal under its own names, workloads under theirs, through their tunnels. */
@ApplicationScoped
class Front {
    private static final List<String> INTERNAL = List.of("/metrics", "/health");
    private static final Logger LOG = Logger.getLogger(Front.class.getName());
    private static final int LONGEST_HEADERS = 32 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int STREAMS = 128;
    private static final int CONNECTIONS_TO_AN_ORIGIN = 256;
    private static final int REQUESTS_WAITING = 1024;
    /** Shorter than common servers keep theirs (Node: 5 s), so that the end of a kept connection comes from our side. */
    private static final int KEPT_SECONDS = 4;

    private static final int START_SECONDS = 20;

    @Inject
    IngressSettings settings;

    @Inject
    Routes routes;

    @Inject
    Certificates certificates;

    @Inject
    Clock clock;

    final PortalDoor door = new PortalDoor();
    private final VisitorConnections connections = new VisitorConnections();
    private @Nullable Vertx vertx;
    private @Nullable HttpClient client;

    void start() {
        certificates.leaf(null);
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(
                                Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors())))
                        .setWorkerPoolSize(8)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .withTransport(new TunnelTransport(routes::forward))
                .build();
        client = vertx.createHttpClient(clientOptions(), poolOptions());
        door.watch(vertx, client, this::portal);
        var idle = settings.idle.toMillis();
        vertx.setPeriodic(
                Math.max(1, idle / 4),
                timer -> connections.closeIdleSince(clock.instant().minusMillis(idle)));
        await(
                vertx.createHttpServer(serverOptions())
                        .connectionHandler(connection -> connections.opened(connection, clock.instant()))
                        .requestHandler(this::handle)
                        .listen(settings.frontPort, settings.frontHost),
                "The HTTPS front cannot listen on port " + settings.frontPort);
    }

    private static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setConnectTimeout(10_000)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxInitialLineLength(LONGEST_LINE);
    }

    private static PoolOptions poolOptions() {
        return new PoolOptions().setHttp1MaxSize(CONNECTIONS_TO_AN_ORIGIN).setMaxWaitQueueSize(REQUESTS_WAITING);
    }

    private HttpServerOptions serverOptions() {
        var options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(KeyCertOptions.wrap(new LeafKeys(certificates)))
                // Handshakes are signed, and certificates sometimes made, off the event loops
                .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxInitialLineLength(LONGEST_LINE);
        options.getInitialSettings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(LONGEST_HEADERS);
        return options;
    }

    void stop() {
        if (vertx != null) {
            try {
                await(vertx.close(), "The HTTPS front did not stop");
            } catch (IllegalStateException e) {
                LOG.log(Level.WARNING, "The HTTPS front did not stop cleanly", e);
            }
        }
    }

    private void handle(HttpServerRequest visitor) {
        if (visitor.authority() == null
                || !(visitor.uri().startsWith("/") || visitor.uri().equals("*"))) {
            answer(visitor, 400, "not a request for a host and a path");
            return;
        }
        origin(visitor.authority().host())
                .filter(origin -> !(origin instanceof Origin.Portal && isInternal(visitor.uri())))
                .ifPresentOrElse(
                        origin -> proxy(visitor, origin), () -> answer(visitor, 404, "no route configured for host"));
    }

    /** The server's own figures are for those who run it, on its own port; other spellings of their paths too. */
    private static boolean isInternal(String uri) {
        try {
            var path = URLDecoder.decode(uri.split("[?;]", 2)[0], StandardCharsets.UTF_8)
                    .replaceAll("/(\\./|/)*", "/")
                    .toLowerCase(Locale.ROOT);
            return INTERNAL.stream().anyMatch(internal -> path.equals(internal) || path.startsWith(internal + "/"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private Optional<Origin> origin(String host) {
        if (settings.portalHosts().contains(Routes.canonical(host))) {
            return Optional.of(new Origin.Portal(portal()));
        }
        return routes.host(host).flatMap(Route::serving).map(Origin.Workload::new);
    }

    private SocketAddress portal() {
        var portal = settings.portalOrigin;
        return SocketAddress.inetSocketAddress(portal.getPort(), portal.getHost());
    }

    private void proxy(HttpServerRequest visitor, Origin origin) {
        var connection = visitor.connection();
        var http = client;
        if (http == null) {
            return;
        }
        if (origin instanceof Origin.Portal && !door.isOpen()) {
            visitor.response().putHeader("retry-after", "1").putHeader("refresh", "1");
            answer(visitor, 503, "the portal is starting");
            return;
        }
        origin.requested(clock);
        connections.begins(connection);
        var exchange = new Exchange(visitor, origin, http, () -> connections.begins(connection));
        visitor.response()
                .endHandler(ended -> connections.ends(connection, clock.instant()))
                .closeHandler(closed -> exchange.abandon());
        exchange.run();
    }

    private static void answer(HttpServerRequest visitor, int status, String text) {
        visitor.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(text + "\n");
    }

    private static void await(Future<?> future, String otherwise) {
        try {
            future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(otherwise, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(otherwise, e);
        }
    }
}
