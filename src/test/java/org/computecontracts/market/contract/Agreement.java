package org.computecontracts.market.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.NewRfp;

/** Alice asked, Bob bid for an hour, Alice accepted: the contract as either of them keeps it. */
public final class Agreement {
    public static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    public static final Did BOB = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    public static final Duration HOUR = Duration.ofHours(1);
    public static final NewRfp REQUEST = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);

    private Agreement() {}

    public static Contract of(TenantId tenant, Side side, Instant now) {
        return switch (side) {
            case REQUESTER -> asked(tenant, now);
            case PROVIDER -> sold(tenant, Optional.of(HOUR), now);
        };
    }

    private static Contract asked(TenantId tenant, Instant now) {
        var contract = Contract.drafted(UUID.randomUUID(), tenant, ALICE, REQUEST, now);
        contract.published(ref(ALICE, MarketNsid.RFP), now);
        contract.award(ref(BOB, MarketNsid.BID), BOB, now);
        contract.accepted(ref(ALICE, MarketNsid.ACCEPT), now);
        return contract;
    }

    /** @param lasts how long one payment does */
    public static Contract sold(TenantId tenant, Optional<Duration> lasts, Instant now) {
        var contract = Contract.seen(tenant, BOB, ref(ALICE, MarketNsid.RFP), REQUEST, now);
        contract.bid(ref(BOB, MarketNsid.BID), lasts, now);
        contract.accepted(ref(ALICE, MarketNsid.ACCEPT), now);
        return contract;
    }

    /** Another one at every call. */
    public static StrongRef ref(Did author, Nsid collection) {
        return new StrongRef(AtUri.of(author, collection, Tid.next().value()), Cid.ofRecord(Json.object()));
    }
}
