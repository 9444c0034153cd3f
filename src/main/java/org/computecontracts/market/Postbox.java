package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.identity.Tenants;
import org.computecontracts.network.FollowReason;
import org.computecontracts.network.Network;

/** Hands a record of the network to the desk it is for. */
@ApplicationScoped
class Postbox {
    private static final Nsid VOUCH = new Nsid("sh.tangled.graph.vouch");

    /** What there are desks for. */
    static final Set<Nsid> TAKEN =
            Set.of(MarketNsid.RFP, MarketNsid.BID, MarketNsid.ACCEPT, MarketNsid.EVENT, MarketNsid.RELAYS, VOUCH);

    @Inject
    Offers offers;

    @Inject
    Bids bids;

    @Inject
    Accepts accepts;

    @Inject
    Notices notices;

    @Inject
    Tenants tenants;

    @Inject
    Network network;

    /** What is for nobody here is let lie. */
    void hand(RepoRecord record) {
        var collection = record.uri().collection();
        if (collection.equals(MarketNsid.RFP)) {
            offers.consider(record.ref());
        } else if (collection.equals(MarketNsid.BID)) {
            if (isOurs(record.strongRef("rfp").uri().authority())) {
                bids.consider(record);
            }
        } else if (collection.equals(MarketNsid.ACCEPT)) {
            if (isOurs(record.strongRef("bid").uri().authority())) {
                accepts.receive(record.ref());
            }
        } else if (collection.equals(MarketNsid.EVENT)) {
            notices.receive(record.ref());
        } else if (isOurs(record.author())) {
            follow(record);
        }
    }

    private boolean isOurs(Did account) {
        return tenants.find(account).isPresent();
    }

    /** Whom a tenant judges, and the relays it names, are listened to. */
    private void follow(RepoRecord record) {
        if (record.uri().collection().equals(VOUCH)) {
            network.followHostOf(new Did(record.uri().rkey()), FollowReason.TRUST);
            return;
        }
        for (var relay : record.json().path("relays")) {
            network.followRelay(URI.create(relay.asText()), record.uri().value());
        }
    }
}
