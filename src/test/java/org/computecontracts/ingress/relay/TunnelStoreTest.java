package org.computecontracts.ingress.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.RoutesTest;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelStoreTest {
    private static final Database database = Database.fresh();
    private static final Instant LATER = Instant.parse("2026-01-01T01:00:00Z");
    private static final String HOST = "web--alice-test.localhost";

    private final TunnelStore store = database.store(TunnelStore.class);
    private final Forward forward = RoutesTest.forward(RoutesTest.ALICE, "alice.test", "web");

    @BeforeEach
    void emptyTables() {
        database.clear();
        on("one");
    }

    private void on(String node) {
        store.settings = new IngressSettings() {
            @Override
            public String node() {
                return node;
            }
        };
    }

    @Test
    void keepsWhoOpenedWhatAndWhatWentThrough() {
        store.opened(forward, HOST);
        forward.traffic().requested(LATER);
        forward.traffic().toWorkload(10);
        forward.traffic().fromWorkload(200);
        store.closed(forward, HOST, LATER, "the client went away");

        assertThat(rows())
                .containsExactly(
                        "did:plc:alice web web--alice-test.localhost SHA256:x 127.0.0.1 the client went away 1 10 200");
    }

    @Test
    void eachEntryMayBeWrittenTwice() {
        store.opened(forward, HOST);
        store.opened(forward, HOST);
        store.closed(forward, HOST, LATER, "first");
        store.closed(forward, HOST, LATER, "second");
        store.opened(forward, HOST);

        assertThat(rows()).singleElement().asString().contains(" first ");
    }

    @Test
    void aClosingWithoutAnOpeningIsWholeToo() {
        store.closed(forward, HOST, LATER, "at once");

        assertThat(rows()).hasSize(1);
    }

    @Test
    void whatAnEarlierLifeLeftOpenIsClosed() {
        store.opened(forward, HOST);

        store.closeLeftOpen(LATER);

        assertThat(rows()).singleElement().asString().contains("the portal ended");
    }

    @Test
    void whatAnotherNodeHasOpenIsLeftAlone() {
        store.opened(forward, HOST);

        on("two");
        store.closeLeftOpen(LATER);

        assertThat(rows()).isEmpty();
    }

    private static List<String> rows() {
        var rows = database.inTransaction(em -> em.createNativeQuery("""
                select concat_ws(' ', did, service, host_name, key_fingerprint, client_address, close_reason, requests,
                    bytes_in, bytes_out)
                from tunnel where closed_at is not null
                """).getResultList());
        return Stream.of(rows.toArray()).map(String::valueOf).toList();
    }
}
