package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;

/** The PDS of the whole portal, as the network's packages reach it: through the front, over TLS and WebSocket. */
class FrontIT {
    @Test
    void anAgentAndAFirehoseReaderReachItThroughTheFront() throws Exception {
        Peer.assumeInstalled();
        var portal = PortalUnderTest.running();
        var trust = Map.of(
                "NODE_EXTRA_CA_CERTS",
                portal.dataFolder().resolve("ca").resolve("ca.pem").toString());
        var handle = "fr" + Long.toString(System.nanoTime(), 36) + ".test";

        var agent = Peer.run(trust, "agent.mjs", portal.url(), handle, "correct horse");
        var heard = Peer.run(trust, "firehose.mjs", portal.url(), 0, 8);

        assertThat(agent.path("pds").asText()).isEqualTo(portal.url().toString());
        assertThat(agent.path("verified").asInt()).isEqualTo(2);
        assertThat(agent.path("archived").asInt()).isEqualTo(1);
        assertThat(heard.path("errors")).isEmpty();
        assertThat(heard.path("events")).hasSize(8);
    }
}
