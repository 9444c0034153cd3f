package org.computecontracts.pds.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrawlersTest {
    private static final Database DATABASE = Database.fresh();
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private final List<String> heard = new ArrayList<>();
    private HttpServer relay;

    @BeforeEach
    void aRelayListens() throws IOException {
        relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relay.createContext("/xrpc/com.atproto.sync.requestCrawl", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        relay.start();
        var address = "http://127.0.0.1:" + relay.getAddress().getPort();
        configure(pds.get(PdsSettings.class), "cc.pds.crawlers", Optional.of("http://127.0.0.1:1, " + address));
    }

    @AfterEach
    void stop() {
        relay.stop(0);
    }

    @Test
    void relaysAreToldNowAndThen() {
        var crawlers = pds.get(Crawlers.class);

        crawlers.tell();
        crawlers.tell();
        assertThat(heard).containsExactly("{\"hostname\":\"pds.example\"}");

        clock.pass(Duration.ofMinutes(21));
        crawlers.tell();
        assertThat(heard).hasSize(2);
    }
}
