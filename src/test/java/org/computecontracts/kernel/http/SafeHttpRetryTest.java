package org.computecontracts.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHttpRetryTest {
    private static final int KEPT = 5;

    private final SafeHttp http = SafeHttp.with(true, Path.of("target"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @AfterEach
    void end() {
        server.stop(0);
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anAnswerIsAnAnswer(int status) throws IOException {
        var asked = new AtomicInteger();
        serve(0, exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        var answer = http.send(HttpRequest.postJson(uri(), Json.object()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(asked).hasValue(1);
    }

    /** All connections kept from before are gone at once, and nobody has noticed yet. */
    @Test
    void aServerStartedAgainIsReachedAtOnce() throws Exception {
        var together = new CountDownLatch(KEPT);
        serve(0, exchange -> {
            together.countDown();
            await(together);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        Callable<HttpAnswer> call = () -> http.send(HttpRequest.get(uri()));
        for (var answer : threads.invokeAll(Collections.nCopies(KEPT, call))) {
            assertThat(answer.get().status()).isEqualTo(204);
        }

        var port = server.getAddress().getPort();
        server.stop(0);
        serve(port, exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        assertThat(http.send(HttpRequest.get(uri())).status()).isEqualTo(200);
    }

    private void serve(int port, HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
