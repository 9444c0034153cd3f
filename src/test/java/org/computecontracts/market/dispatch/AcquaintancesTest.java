package org.computecontracts.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.view.Network;
import org.junit.jupiter.api.Test;

class AcquaintancesTest {
    private final List<URI> followed = new ArrayList<>();
    private final Acquaintances acquaintances = new Acquaintances();

    @Test
    void aRelayThatCannotBeHeardLeavesTheOthers() {
        acquaintances.network = new Network() {
            @Override
            public void followRelay(URI relay, String because) {
                if (!relay.isAbsolute()) {
                    throw NetworkProblem.HOST_REFUSED.because("%s is no relay", relay);
                }
                followed.add(relay);
            }
        };
        var json = Json.object();
        json.putArray("relays").add("not an address").add("nowhere").add("https://relay.example");

        acquaintances.listenTo(new RepoRecord(
                AtUri.of(new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), MarketNsid.RELAYS, "self"),
                Cid.ofRecord(json),
                json));

        assertThat(followed).containsExactly(URI.create("https://relay.example"));
    }
}
