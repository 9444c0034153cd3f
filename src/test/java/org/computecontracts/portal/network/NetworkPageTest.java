package org.computecontracts.portal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.NetworkHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkPageTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");

    private final NetworkPage page = new NetworkPage();

    @Test
    void tellsOfAStreamOnlyWhatThereIs() {
        page.clock = Clock.fixed(NOW, ZoneOffset.UTC);

        assertThat(page.stream(host(null, 0))).isEqualTo("0.0 a second");
        assertThat(page.stream(host(7L, 3))).isEqualTo("0.0 a second · cursor 7 · 3 refused");
    }

    @Test
    void saysHowFarBehindItIs() {
        assertThat(page.lag(host(7L, 0, NOW.minusMillis(1500), NOW))).isEqualTo("1500 ms behind");
        assertThat(page.lag(host(7L, 0, NOW.minusSeconds(12), NOW))).isEqualTo("12 s behind");
        assertThat(page.lag(host(null, 0))).isEqualTo("–");
    }

    private static NetworkHost host(@Nullable Long cursor, long refused) {
        return host(cursor, refused, null, null);
    }

    private static NetworkHost host(
            @Nullable Long cursor, long refused, @Nullable Instant happened, @Nullable Instant stored) {
        return new NetworkHost(
                URI.create("https://pds.test"),
                HostKind.PDS,
                FollowReason.OURS,
                "",
                HostState.CONNECTED,
                cursor,
                1,
                refused,
                null,
                null,
                NOW,
                stored,
                happened,
                null,
                NOW,
                1,
                0,
                0);
    }
}
