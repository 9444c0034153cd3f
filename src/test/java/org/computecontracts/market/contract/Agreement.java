package org.computecontracts.market.contract;

import static org.computecontracts.market.contract.ContractState.*;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
        return in(tenant, side, ACCEPTED, now);
    }

    /** @param lasts how long one payment does */
    public static Contract sold(TenantId tenant, Optional<Duration> lasts, Instant now) {
        var contract = Contract.seen(tenant, BOB, ref(ALICE, MarketNsid.RFP), REQUEST, now);
        contract.bid(ref(BOB, MarketNsid.BID), lasts, now);
        contract.accepted(ref(ALICE, MarketNsid.ACCEPT), now);
        return contract;
    }

    /** A party's contract as far as this. */
    public static Contract in(TenantId tenant, Side side, ContractState state, Instant now) {
        return switch (state) {
            case DRAFT -> Contract.drafted(UUID.randomUUID(), tenant, ALICE, REQUEST, now);
            case SEEN -> Contract.seen(tenant, BOB, ref(ALICE, MarketNsid.RFP), REQUEST, now);
            case OPEN -> after(tenant, side, DRAFT, now, c -> c.published(ref(ALICE, MarketNsid.RFP), now));
            case DECLINED -> after(tenant, side, SEEN, now, c -> c.declined("no room", now));
            case AWARDED -> after(tenant, side, OPEN, now, c -> c.award(ref(BOB, MarketNsid.BID), BOB, now));
            case BID -> after(tenant, side, SEEN, now, c -> c.bid(ref(BOB, MarketNsid.BID), Optional.of(HOUR), now));
            case ACCEPTED -> {
                var before = side == Side.REQUESTER ? AWARDED : BID;
                yield after(tenant, side, before, now, c -> c.accepted(ref(ALICE, MarketNsid.ACCEPT), now));
            }
            case PAID -> after(tenant, side, ACCEPTED, now, c -> c.paid(now));
            case RECEIPTED -> after(tenant, side, PAID, now, c -> c.receipted(now));
            case RUNNING -> after(tenant, side, RECEIPTED, now, c -> c.running(Optional.empty(), now));
            case ENDING -> after(tenant, side, RUNNING, now, c -> c.end(Side.REQUESTER, now));
            case ENDED -> after(tenant, side, ENDING, now, c -> c.ended(now));
            case FAILED ->
                after(tenant, side, ACCEPTED, now, c -> {
                    c.failed("it broke", now);
                    c.ended(now);
                });
        };
    }

    private static Contract after(
            TenantId tenant, Side side, ContractState before, Instant now, Consumer<Contract> step) {
        var contract = in(tenant, side, before, now);
        step.accept(contract);
        return contract;
    }

    /** Another one at every call. */
    public static StrongRef ref(Did author, Nsid collection) {
        return new StrongRef(AtUri.of(author, collection, Tid.next().value()), Cid.ofRecord(Json.object()));
    }
}
