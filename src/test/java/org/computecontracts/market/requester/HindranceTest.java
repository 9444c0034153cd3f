package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.wif.proxy.ProxiedCall;
import org.junit.jupiter.api.Test;

class HindranceTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void saysTheLastRefusal() {
        var calls = List.of(call(NOW, false, "no such role"), call(NOW.plusSeconds(1), false, "service must be web"));

        assertThat(Hindrance.beforeKey(calls))
                .contains("The workload was refused /xrpc/com.atproto.repo.createRecord: service must be web");
    }

    @Test
    void saysWhatIsAwaitedOfAWorkloadThatWasRefusedNothing() {
        assertThat(Hindrance.beforeKey(List.of(call(NOW, true, "")))).isEmpty();
        assertThat(Hindrance.ofSilence(List.of())).contains("has not asked");
        assertThat(Hindrance.ofSilence(List.of(call(NOW, true, "")))).contains("no SSH key");
        assertThat(Hindrance.withoutTunnel("web")).contains("service web").contains("not connected");
    }

    private static ProxiedCall call(Instant at, boolean allowed, String reason) {
        return new ProxiedCall(
                at,
                allowed,
                "https://issuer.example",
                "actx:a:role:web",
                "/xrpc/com.atproto.repo.createRecord",
                Optional.empty(),
                reason);
    }
}
