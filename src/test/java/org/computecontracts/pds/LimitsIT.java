package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.Test;

/** The limits that the reference implementation has by method, told by the same headers. Its limit of all calls of an address we do not have. */
class LimitsIT {
    private static final Database DATABASE = Database.fresh();

    @Test
    void limitsAreThoseOfTheReferenceImplementation() throws Exception {
        try (var other = OtherNetwork.start(Map.of("RATE_LIMITS", "1"));
                var ours = new PdsServer(DATABASE, Clock.systemUTC())) {
            var seen = Peer.run("limits.mjs", ours.url(), other.pds());

            assertThat(seen.path("ours")).isEqualTo(seen.path("theirs"));
            assertThat(seen.at("/ours/createSession").asText()).isEqualTo("30;w=300");
            assertThat(seen.at("/ours/tooMany/0").asInt()).isEqualTo(429);
        }
    }
}
