package org.computecontracts.pds;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.launcher.Ports;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.firehose.Firehose;
import org.computecontracts.pds.firehose.FrameSink;
import org.computecontracts.pds.web.PlcOverHttp;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.NameServer;

/**
 * A PDS under test that other programs can reach: XRPC, firehose and directory, on a free port of loopback. What its name server
 * answers is posted to {@code /names}.
 */
public final class PdsServer implements AutoCloseable {
    private static final int LARGEST_BODY = 64 << 20;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final URI url;
    private final PdsUnderTest pds;
    private final XrpcMethods methods;
    private final HttpServer server;
    private final NameServer names = new NameServer();

    public PdsServer(Database database, Clock clock) {
        this(database, clock, Optional.empty());
    }

    /** With another directory than its own. */
    public PdsServer(Database database, Clock clock, Optional<URI> plc) {
        var port = Ports.free();
        url = URI.create("http://localhost:" + port);
        pds = new PdsUnderTest(database, clock, url, plc.orElse(URI.create(url + "/plc")), executor)
                .asking(names.address());
        pds.get(PdsSettings.class).plcUrl = plc;
        methods = XrpcMethods.of(pds.methods());
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMaxWebSocketFrameSize(1 << 24)
                        .setMaxWebSocketMessageSize(1 << 24))
                .requestHandler(this::received)
                .webSocketHandler(this::connected);
        waitFor(() -> server.listen().toCompletionStage().toCompletableFuture().get());
    }

    public URI url() {
        return url;
    }

    public PdsUnderTest pds() {
        return pds;
    }

    private void received(HttpServerRequest request) {
        request.body().onSuccess(body -> executor.execute(() -> answer(request, body)));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var path = request.path().replace("%3A", ":").replaceFirst("^/did:plc:", "/plc/did:plc:");
        if (body.length() > LARGEST_BODY) {
            request.response().setStatusCode(413).end();
        } else if (path.startsWith("/xrpc/")) {
            answerXrpc(request, body);
        } else if (path.startsWith("/plc/")) {
            answerPlc(request, path.substring("/plc/".length()), body);
        } else if (path.equals("/names")) {
            names.answers(body.toString());
            request.response().end();
        } else if (path.equals("/.well-known/atproto-did")) {
            var host = Optional.ofNullable(request.authority()).map(authority -> authority.host());
            var did = host.flatMap(name -> pds.get(Accounts.class).find(name))
                    .map(profile -> profile.did().value());
            request.response().setStatusCode(did.isPresent() ? 200 : 404).end(did.orElse("User not found"));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void answerXrpc(HttpServerRequest request, Buffer body) {
        var headers = new LinkedHashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var reply = methods.answer(new XrpcCall(
                request.method().name(),
                request.path().substring("/xrpc/".length()),
                Optional.ofNullable(request.query()).orElse(""),
                body.getBytes(),
                headers,
                // As a stranger: of ourselves less is counted than our peers are to see
                "192.0.2.1"));
        var response = request.response().setStatusCode(reply.status());
        if (!reply.contentType().isEmpty()) {
            response.putHeader("Content-Type", reply.contentType());
        }
        reply.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(reply.body()));
    }

    private void answerPlc(HttpServerRequest request, String path, Buffer body) {
        var response = request.response().putHeader("Content-Type", "application/json");
        try {
            response.end(
                    new PlcOverHttp(pds::get).answer(request.method().name(), path, queryOf(request), body.getBytes()));
        } catch (ProblemException e) {
            response.setStatusCode(e.type().status())
                    .end(Json.write(Json.object().put("message", e.detail())));
        }
    }

    private static Map<String, String> queryOf(HttpServerRequest request) {
        var query = new LinkedHashMap<String, String>();
        request.params().forEach(query::put);
        return query;
    }

    private void connected(ServerWebSocket socket) {
        var cursor = Optional.ofNullable(socket.query())
                .filter(query -> query.startsWith("cursor="))
                .map(query -> Firehose.cursor(query.substring("cursor=".length())));
        executor.execute(() -> {
            try {
                pds.get(Firehose.class)
                        .subscribe(
                                new SocketSink(socket), socket.remoteAddress().hostAddress(), cursor)
                        .ifPresent(subscription -> socket.closeHandler(
                                gone -> pds.get(Firehose.class).unsubscribe(subscription)));
            } catch (IOException e) {
                socket.close();
            }
        });
    }

    /** Waits until each frame is written, as the sink of the container does. */
    private record SocketSink(ServerWebSocket socket) implements FrameSink {
        @Override
        public void send(byte[] frame) throws IOException {
            try {
                socket.writeBinaryMessage(Buffer.buffer(frame))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
            } catch (ExecutionException | IllegalStateException e) {
                throw new IOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void ping() {}

        @Override
        public void close(String reason) {
            socket.close((short) 1008, reason);
        }
    }

    private static void waitFor(Callable<?> step) {
        try {
            step.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        waitFor(() -> vertx.close().toCompletionStage().toCompletableFuture().get());
        executor.shutdownNow();
        names.close();
    }
}
