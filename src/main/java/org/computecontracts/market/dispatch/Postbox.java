package org.computecontracts.market.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.provider.AcceptIntake;
import org.computecontracts.market.provider.RfpIntake;
import org.computecontracts.market.provider.SettlementEndpoint;
import org.computecontracts.market.requester.BidIntake;

/** Hands a record of the network to the desk it is for. */
@ApplicationScoped
class Postbox {
    /** What there are desks for. */
    static final Set<Nsid> TAKEN = Set.of(
            MarketNsid.RFP,
            MarketNsid.BID,
            MarketNsid.ACCEPT,
            MarketNsid.EVENT,
            MarketNsid.RELAYS,
            Acquaintances.VOUCH);

    @Inject
    RfpIntake offers;

    @Inject
    BidIntake bidIntake;

    @Inject
    AcceptIntake accepts;

    @Inject
    SettlementEndpoint settlementEndpoint;

    @Inject
    LifecycleEvents lifecycleEvents;

    @Inject
    Tenants tenants;

    @Inject
    Acquaintances acquaintances;

    /** What is for nobody here is let lie. */
    void hand(RepoRecord record) {
        var collection = record.uri().collection();
        if (collection.equals(MarketNsid.RFP)) {
            offers.consider(record.ref());
        } else if (collection.equals(MarketNsid.BID)) {
            if (isOurs(record.strongRef("rfp").uri().authority())) {
                bidIntake.consider(record);
            }
        } else if (collection.equals(MarketNsid.ACCEPT)) {
            if (isOurs(record.strongRef("bid").uri().authority())) {
                accepts.receive(record.ref());
            }
        } else if (collection.equals(MarketNsid.EVENT)) {
            lifecycleEvents.receive(record.ref());
        } else if (isOurs(record.author())) {
            acquaintances.listenTo(record);
        }
    }

    /** What its author brings, whether or not the network's view has it; gives what he is told. */
    ObjectNode submitted(StrongRef record) {
        var collection = record.uri().collection();
        var answer = Json.object().put("ok", true);
        if (collection.equals(MarketNsid.RFP)) {
            offers.consider(record).ifPresent(why -> answer.put("note", why));
        } else if (collection.equals(MarketNsid.BID)) {
            bidIntake.receive(record);
        } else if (collection.equals(MarketNsid.ACCEPT)) {
            return settlementEndpoint.submitted(record);
        } else if (collection.equals(MarketNsid.EVENT)) {
            lifecycleEvents.receive(record);
        }
        return answer;
    }

    private boolean isOurs(Did account) {
        return tenants.find(account).isPresent();
    }
}
