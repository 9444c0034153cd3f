package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.NewHold;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.DueContracts;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.RequestRules;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that has no room: it waits for it, says so, and does not wait for ever. */
class BidPlacementTest {
    private static final Database database = Database.fresh();
    private static final TenantId BOB = TenantId.random();
    private static final Did BOBS = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final StrongRef RFP =
            new StrongRef(AtUri.of(ALICE, MarketNsid.RFP, "a"), Cid.ofRecord(Json.object()));

    private final MovingClock clock = new MovingClock();
    private final BidPlacement biddings = new BidPlacement();
    private boolean largeEnough = true;
    private boolean takenBack;
    private boolean awarded;
    private int released;
    private Runnable duringHold = () -> {};

    @BeforeEach
    void bobHasNoRoom() {
        database.clear();
        biddings.contracts = database.store(ContractStore.class);
        inject(biddings.contracts, database.store(AdvisoryLockStore.class), clock);
        biddings.publications = new Publications() {
            @Override
            public long countBids(TenantId tenant, Instant since) {
                return 0;
            }

            @Override
            public boolean isBegun(TenantId tenant, String purpose) {
                return false;
            }
        };
        biddings.trust = new TrustGraph() {
            @Override
            public Verdict of(TenantId tenant, Did did) {
                return new Verdict.Unknown();
            }
        };
        biddings.rules = new RequestRules() {
            @Override
            public MachineSpec requireOf(NewRfp request) {
                return spec(request);
            }
        };
        biddings.evidence = new Evidence() {
            @Override
            public boolean isGone(StrongRef ref) {
                return takenBack;
            }

            @Override
            public boolean isAwarded(StrongRef ref) {
                return awarded;
            }
        };
        biddings.rooms = new Rooms();
        biddings.rooms.builders = new Builders() {
            @Override
            public Optional<Builder> hold(TenantId tenant, NewHold wanted) {
                duringHold.run();
                return Optional.empty();
            }

            @Override
            public boolean isLargeEnough(TenantId tenant, MachineSpec spec) {
                return largeEnough;
            }

            @Override
            public void release(TenantId tenant, String key) {
                released++;
            }
        };
        biddings.rooms.contracts = biddings.contracts;
        biddings.rooms.clock = clock;
        biddings.settings = new MarketSettings();
        configure(biddings.settings, "cc.market.max-bids-an-hour", 300);
        configure(biddings.settings, "cc.market.bid-hold", Duration.ofMinutes(2));
        biddings.rooms.settings = biddings.settings;
        biddings.clock = clock;
    }

    @Test
    void waitsForRoomThatMayComeAndSaysSo() {
        var contract = seen();

        biddings.advance(BOB, contract.id());

        assertThat(stateOf(contract)).isEqualTo(ContractState.SEEN);
        assertThat(problemOf(contract)).isEqualTo("No builder has room for 1 cpu, 512M memory and 4G disk just now");
        assertThat(DueContracts.at(clock.instant(), biddings.contracts)).isEmpty();
        biddings.contracts.hurry(BOB, ContractState.SEEN);
        assertThat(DueContracts.at(clock.instant(), biddings.contracts)).hasSize(1);
    }

    @Test
    void saysWhenNoneIsLargeEnough() {
        largeEnough = false;
        var contract = seen();

        biddings.advance(BOB, contract.id());

        assertThat(stateOf(contract)).isEqualTo(ContractState.SEEN);
        assertThat(problemOf(contract)).isEqualTo("No builder is large enough for 1 cpu, 512M memory and 4G disk");
    }

    @Test
    void waitsNoLongerForARequestThatWasTakenBack() {
        var contract = seen();
        biddings.advance(BOB, contract.id());

        takenBack = true;
        biddings.advance(BOB, contract.id());

        assertThat(stateOf(contract)).isEqualTo(ContractState.DECLINED);
        assertThat(problemOf(contract)).contains("was taken back");
        assertThat(released).isOne();
    }

    /** Decided by what is there once it is held: what was read before may be long over. */
    @Test
    void keepsNoRoomForWhatEndedMeanwhile() {
        var contract = seen();
        duringHold =
                () -> biddings.contracts.change(BOB, contract.id(), c -> c.declined("taken back", clock.instant()));

        biddings.advance(BOB, contract.id());

        assertThat(released).isOne();
        assertThat(stateOf(contract)).isEqualTo(ContractState.DECLINED);
        assertThat(problemOf(contract)).isEqualTo("taken back");
    }

    private Contract seen() {
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
        var contract = Contract.seen(BOB, BOBS, RFP, request, clock.instant());
        biddings.contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return biddings.contracts.get(BOB, contract.id()).state();
    }

    private String problemOf(Contract contract) {
        return biddings.contracts.get(BOB, contract.id()).pace().problem().orElse("");
    }
}
