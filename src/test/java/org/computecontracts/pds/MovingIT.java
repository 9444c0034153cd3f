package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts move between our PDS and the reference implementation, with repository, blobs and DID. */
class MovingIT {
    private static final Database DATABASE = Database.fresh();
    private static OtherNetwork other;
    private static PdsServer ours;

    @BeforeAll
    static void start() throws Exception {
        other = OtherNetwork.start();
        ours = new PdsServer(DATABASE, Clock.systemUTC(), Optional.of(other.plc()));
    }

    @AfterAll
    static void stop() {
        if (ours != null) {
            ours.close();
        }
        if (other != null) {
            other.close();
        }
    }

    @Test
    void anAccountLeavesWithAllThatIsIts() throws Exception {
        var carol = ours.pds().signUp("carol.test");
        var seen = Peer.run(
                "move.mjs",
                ours.url(),
                other.pds(),
                other.plc(),
                "carol.test",
                PdsUnderTest.PASSWORD,
                "carol2.test",
                "");

        assertMoved(seen, other.pds().toString());
        assertThat(ours.pds()
                        .query(
                                "com.atproto.sync.getRepoStatus",
                                null,
                                Map.of("did", carol.did().value()))
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anAccountComesWithAllThatIsIts() throws Exception {
        var seen = Peer.run(
                "move.mjs",
                other.pds(),
                ours.url(),
                other.plc(),
                "bob.test",
                "pw-bob-and-more",
                "bobby.test",
                other.accounts());

        assertMoved(seen, ours.url().toString());
    }

    private static void assertMoved(JsonNode seen, String where) {
        assertThat(seen.path("before").asText())
                .isNotEmpty()
                .isEqualTo(seen.path("after").asText());
        assertThat(seen.path("records").asInt()).isEqualTo(26);
        assertThat(seen.path("blob").asText()).isEqualTo("a blob that moves");
        assertThat(seen.path("pds").asText()).isEqualTo(where);
        assertThat(seen.path("verified").asInt()).isEqualTo(27);
        assertThat(seen.path("status").path("validDid").asBoolean()).isTrue();
        assertThat(seen.path("status").path("importedBlobs").asInt()).isEqualTo(2);
        assertThat(seen.path("thumb").asText()).isEqualTo("image/png");
        assertThat(seen.path("old").asText()).isEqualTo("deactivated");
    }
}
