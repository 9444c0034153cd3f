package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHttpRetryTest {
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anAnswerIsAnAnswer(int status) throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

            var answer = SafeHttp.with(true, Path.of("target")).send(HttpRequest.postJson(uri, Json.object()));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(asked).hasValue(1);
        } finally {
            server.stop(0);
        }
    }
}
