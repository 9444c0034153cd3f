package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.Json;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;
import org.junit.jupiter.api.Test;

/**
 * Somebody else's PDS passes calls of its accounts on to our market. It looks for DIDs under localhost without TLS, so this
 * portal has a public URL of that kind.
 */
class ProxiedIT {
    private static final String METHOD = "com.publicdomainrelay.temp.market.submitRfp";

    @Test
    void anotherPdsCallsTheMarketInTheNameOfItsAccount() throws Exception {
        try (var other = OtherNetwork.start();
                var site = site(other)) {
            site.start();
            var url = site.plan().settings().get("CC_KERNEL_PUBLIC_URL");
            var service = "did:web:" + url.replace("http://", "").replace(":", "%3A") + "#pdr_temp_market";

            var foreign = submitted(other, service, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
            var own = submitted(other, service, "$DID");

            assertThat(foreign.path("status").asInt()).as("%s", foreign).isEqualTo(403);
            assertThat(foreign.at("/body/message").asText()).contains("must author");
            assertThat(own.path("status").asInt()).as("%s", own).isNotIn(401, 403, 502);
            assertThat(own.at("/body").toString()).contains(own.path("did").asText());
        }
    }

    private static ObjectNode submitted(OtherNetwork other, String service, String author) throws Exception {
        var input = Json.object()
                .put("rfpUri", "at://" + author + "/com.publicdomainrelay.temp.market.rfp/3lzzzzzzzzz2z")
                .put("rfpCid", Cid.ofDagCbor(new byte[] {(byte) 0xa0}).value());
        return Peer.run("proxied.mjs", other.pds(), "alice.test", "pw-alice", service, METHOD, Json.write(input));
    }

    private static Site site(OtherNetwork other) {
        var data = Path.of("target", "proxied").toAbsolutePath();
        Folders.delete(data);
        var listeners = Listeners.free();
        var settings = Map.of(
                "CC_KERNEL_PUBLIC_URL", "http://localhost:" + listeners.http(),
                "CC_ATPROTO_PLC_URL", other.plc().toString(),
                "CC_COMPUTE_RUN_DIR", "/run/compute-contracts-" + listeners.front());
        var folders = new Folders(Folders.ofUser().home(), data);
        return Site.on(
                new Plan(folders, Path.of("").toAbsolutePath(), listeners, settings, false),
                new Terminal(System.out, false));
    }
}
