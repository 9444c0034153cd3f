package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.NewBuilder;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.CounterpartStore;
import org.computecontracts.market.contract.DueContracts;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.Publication;
import org.computecontracts.market.protocol.PublicationStore;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.RequestRules;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.Threads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RfpIntakeTest {
    private static final Database database = Database.fresh();
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Tenant BOB = new Tenant(
            TenantId.random(),
            new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"),
            new Handle("bob.test"),
            URI.create("https://pds.test"));

    private final MovingClock clock = new MovingClock();
    private final RfpIntake offers = new RfpIntake();
    private boolean largeEnough = true;
    private boolean hasRoom = true;
    private final List<UUID> bidOn = new ArrayList<>();

    @BeforeEach
    void bobIsAProvider() {
        database.clear();
        offers.contracts = database.store(ContractStore.class);
        inject(offers.contracts, database.store(AdvisoryLockStore.class));
        offers.counterparts = database.store(CounterpartStore.class);
        offers.clock = clock;
        offers.settings = new MarketSettings();
        configure(offers.settings, "cc.market.max-requests-of-one", 3);
        configure(offers.settings, "cc.market.max-bids-an-hour", 1);
        offers.executor = Threads.of(Runnable::run);
        offers.evidence = new Evidence() {
            @Override
            public RepoRecord fetchSigned(StrongRef ref, Nsid expected) {
                return fetch(ref, expected);
            }

            @Override
            public RepoRecord fetch(StrongRef ref, Nsid expected) {
                var json = Json.object().put("$type", expected.value()).put("role", "web");
                json.set(
                        "payload",
                        RfpIntakeTest.ref(ref.uri().authority(), MarketNsid.VM, "a")
                                .toJson());
                json.put("cpus", 1).put("mem", "512M").put("disk", "4G").put("network", "10G");
                return new RepoRecord(ref.uri(), ref.cid(), json.put("user_data", "#cloud-config\n"));
            }
        };
        offers.rules = new RequestRules() {
            @Override
            public MachineSpec requireOf(NewRfp request) {
                return spec(request);
            }
        };
        offers.tenants = new Tenants() {
            @Override
            public List<Tenant> all() {
                return List.of(BOB);
            }
        };
        offers.builders = new Builders() {
            @Override
            public List<Builder> of(TenantId tenant) {
                return List.of(new Builder(
                        UUID.randomUUID(), "here", "sandbox", 1, "1G", "4G", BigDecimal.ONE, "USDC", "hour", true));
            }

            @Override
            public boolean isLargeEnough(TenantId tenant, MachineSpec spec) {
                return largeEnough;
            }

            @Override
            public boolean hasRoom(TenantId tenant, String key, MachineSpec spec) {
                return hasRoom;
            }
        };
        offers.bidPlacement = new BidPlacement() {
            @Override
            void advance(TenantId provider, UUID contract) {
                bidOn.add(contract);
            }
        };
    }

    @Test
    void looksAtSomeRequestsOfOneAccountAnHourAndAtThoseOfOthers() {
        for (var number = 0; number < 20; number++) {
            offers.consider(ref(EVE, MarketNsid.RFP, "r" + number));
        }
        offers.consider(ref(ALICE, MarketNsid.RFP, "a"));

        assertThat(bidOn).hasSize(3 + 1);
        clock.pass(Duration.ofMinutes(61));
        offers.consider(ref(EVE, MarketNsid.RFP, "later"));
        offers.consider(ref(EVE, MarketNsid.RFP, "later"));
        assertThat(bidOn).hasSize(3 + 1 + 1);
    }

    /** The node may be gone before it bids: the timer of another must find the request. */
    @Test
    void knowsARequestAsSoonAsItHasTakenIt() {
        offers.executor = Threads.of(task -> {});

        offers.consider(ref(ALICE, MarketNsid.RFP, "a"));

        assertThat(DueContracts.at(clock.instant(), offers.contracts))
                .singleElement()
                .matches(contract -> contract.state() == ContractState.SEEN);
    }

    @Test
    void tellsWhoAsksWhyNobodyBidsNow() {
        assertThat(offers.consider(ref(ALICE, MarketNsid.RFP, "a"))).isEmpty();
        hasRoom = false;
        assertThat(offers.consider(ref(ALICE, MarketNsid.RFP, "b")))
                .hasValueSatisfying(why -> assertThat(why).contains("has room for 1 cpu"));
        largeEnough = false;
        assertThat(offers.consider(ref(ALICE, MarketNsid.RFP, "c")))
                .contains("No builder here is large enough for 1 cpu, 512M memory and 4G disk");
        assertThat(bidOn).as("they are looked at all the same").hasSize(3);
    }

    /** The stream brings a request, too, and often before its author's call does: who calls is told the same. */
    @Test
    void tellsWhoAsksWhatIsKnownAlready() {
        hasRoom = false;
        var rfp = ref(ALICE, MarketNsid.RFP, "a");
        offers.consider(rfp);

        assertThat(offers.consider(rfp))
                .hasValueSatisfying(why -> assertThat(why).contains("has room for 1 cpu"));
        hasRoom = true;
        assertThat(offers.consider(rfp)).isEmpty();
        change(bidOn.getFirst(), contract -> contract.declined("Eve is denounced", clock.instant()));
        assertThat(offers.consider(rfp)).contains("Nobody here bids on it");
        assertThat(bidOn).hasSize(1);
    }

    @Test
    void saysNothingToWhoHasABid() {
        var rfp = ref(ALICE, MarketNsid.RFP, "a");
        offers.consider(rfp);
        change(
                bidOn.getFirst(),
                contract -> contract.bid(ref(BOB.did(), MarketNsid.BID, "b"), Optional.empty(), clock.instant()));
        hasRoom = false;

        assertThat(offers.consider(rfp)).isEmpty();
    }

    @Test
    void tellsWhoAsksTooOften() {
        for (var number = 0; number < 3; number++) {
            assertThat(offers.consider(ref(EVE, MarketNsid.RFP, "r" + number))).isEmpty();
        }

        assertThat(offers.consider(ref(EVE, MarketNsid.RFP, "more")))
                .contains("No more than 3 requests of one account are looked at here within an hour");
    }

    private void change(UUID id, Consumer<Contract> step) {
        offers.contracts.change(BOB.id(), id, step);
    }

    @Test
    void registersNoBuilderWhosePriceNobodyCanPay() {
        offers.money = new PaymentSettings();

        refuses("currency must be USDC", BigDecimal.ONE, "EUR");
        refuses("price must have no more than 6 decimals", new BigDecimal("0.0000001"), "USDC");
    }

    /** The builders of this test know no registering, so that nothing is registered. */
    private void refuses(String why, BigDecimal price, String currency) {
        var builder = new NewBuilder("rack", "sandbox", 1, "1G", "4G", price, currency, "hour");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> offers.register(BOB.id(), builder))
                .withMessageContaining(why);
    }

    /** Whatever else bidding needs is not there in this test: it is not reached. */
    @Test
    void letsARequestWaitWhenEnoughBidsWereWrittenThisHour() {
        offers.consider(ref(ALICE, MarketNsid.RFP, "a"));
        var biddings = new BidPlacement();
        biddings.contracts = offers.contracts;
        inject(biddings.contracts, clock);
        biddings.settings = offers.settings;
        biddings.clock = clock;
        biddings.publications = new Publications();
        var store = inject(database.store(PublicationStore.class), database.store(AdvisoryLockStore.class));
        inject(biddings.publications, store);
        write(store, "bid one", MarketNsid.BID);
        write(store, "receipt two", MarketNsid.RECEIPT);
        assertThat(biddings.publications.countBids(BOB.id(), clock.instant().minus(Duration.ofHours(1))))
                .isEqualTo(1);

        biddings.advance(BOB.id(), bidOn.getFirst());

        assertThat(offers.contracts.get(BOB.id(), bidOn.getFirst()).state()).isEqualTo(ContractState.SEEN);
        assertThat(DueContracts.at(clock.instant(), offers.contracts)).isEmpty();
        clock.pass(Duration.ofMinutes(6));
        assertThat(DueContracts.at(clock.instant(), offers.contracts)).hasSize(1);
    }

    private void write(PublicationStore store, String purpose, Nsid collection) {
        var json = Json.object().put("$type", collection.value());
        var record = new RepoRecord(AtUri.of(BOB.did(), collection, "a"), Cid.ofRecord(json), json);
        store.keep(BOB.id(), new Publication(BOB.id(), purpose, record), purpose);
        store.written(BOB.id(), purpose, clock.instant());
    }

    private static StrongRef ref(Did author, Nsid collection, String rkey) {
        return new StrongRef(
                AtUri.of(author, collection, rkey), Cid.ofRecord(Json.object().put("rkey", rkey)));
    }
}
