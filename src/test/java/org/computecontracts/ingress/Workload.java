package org.computecontracts.ingress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server in a workload, or in the portal's place: the JDK's for HTTP, another for WebSockets. */
public class Workload implements AutoCloseable {
    public final CountDownLatch firstEventSeen = new CountDownLatch(1);
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Vertx vertx = Vertx.vertx();
    private final int webSocketPort;

    public Workload(int port) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            http.setExecutor(threads);
            http.createContext("/", this::answer);
            http.start();
            var options = new HttpServerOptions()
                    .setMaxWebSocketFrameSize(6_000_000)
                    .setMaxWebSocketMessageSize(6_000_000)
                    .addWebSocketSubProtocol("chat.v2");
            webSocketPort = vertx.createHttpServer(options)
                    .webSocketHandler(
                            socket -> socket.textMessageHandler(text -> socket.writeTextMessage("echo:" + text)))
                    .requestHandler(
                            request -> request.response().setStatusCode(418).end("no websocket"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    public int webSocketPort() {
        return webSocketPort;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestURI().getPath()) {
                case "/hello" -> text(exchange, "Hello World!\n");
                case "/headers" -> text(exchange, headers(exchange));
                case "/digest" -> text(exchange, digest(exchange));
                case "/big" -> big(exchange);
                case "/broken" -> broken(exchange);
                case "/events" -> events(exchange, 0);
                case "/slow-events" -> events(exchange, 3000);
                case "/silent" -> Ssh.sleep(5000);
                case "/none" -> exchange.sendResponseHeaders(204, -1);
                default -> text(exchange, exchange.getRequestMethod() + " " + exchange.getRequestURI());
            }
            exchange.close();
        } catch (IOException | RuntimeException e) {
            // Let go without an end
            throw e;
        }
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Keep-Alive", "timeout=5");
        exchange.getResponseHeaders().add("X-Kept", "yes");
        var isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String headers(HttpExchange exchange) {
        var text = new StringBuilder();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append('\n')));
        return text.toString();
    }

    private static String digest(HttpExchange exchange) throws IOException {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[65536];
            var in = exchange.getRequestBody();
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fifty million bytes that repeat only after many, with no length told. */
    private static void big(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        for (var block = 0; block < 20; block++) {
            out.write(block(block));
        }
    }

    private static void broken(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("half\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        throw new IOException("the workload breaks off");
    }

    public static byte[] block(int number) {
        var bytes = new byte[1_000_000];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251 + number);
        }
        return bytes;
    }

    /** The second event is sent only when the first has arrived. */
    private void events(HttpExchange exchange, long pause) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        out.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            var seen = firstEventSeen.await(20, TimeUnit.SECONDS);
            Ssh.sleep(pause);
            out.write(("data: " + (seen ? "two" : "late") + "\n\n").getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
