package org.computecontracts.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.appview.NetworkInMemory;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.CounterpartStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Database database = Database.fresh();
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Did BOB = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private static final TenantId PROVIDER = TenantId.random();
    private static final StrongRef BID = ref(BOB, MarketNsid.BID);
    private static final StrongRef RECEIPT = ref(BOB, MarketNsid.RECEIPT);

    private final NetworkInMemory network = new NetworkInMemory();
    private final MovingClock clock = new MovingClock();
    private final DeadLetters undelivered = new DeadLetters();
    private Contract contract;

    @BeforeEach
    void bobHasAContractWithAlice() {
        database.clear();
        undelivered.network = network;
        undelivered.contracts = database.store(ContractStore.class);
        inject(undelivered.contracts, database.store(AdvisoryLockStore.class));
        undelivered.counterparts = database.store(CounterpartStore.class);
        undelivered.tenants = new Tenants() {
            @Override
            public Optional<Tenant> find(Did did) {
                return Optional.of(new Tenant(PROVIDER, BOB, new Handle("bob.test"), URI.create("https://pds.test")))
                        .filter(tenant -> did.equals(BOB));
            }
        };
        undelivered.steps = Timelines.in(database, clock);
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
        contract = Contract.seen(PROVIDER, BOB, ref(ALICE, MarketNsid.RFP), request, clock.instant());
        contract.bid(BID, Optional.empty(), clock.instant());
        contract.records().receipt(RECEIPT);
        undelivered.contracts.add(contract);
    }

    @Test
    void showsAnAcceptThatWasGivenUpOnTheContractOfItsBid() {
        undelivered.tell(said(ALICE, MarketNsid.ACCEPT, "bid", BID), "it came too late");

        assertThat(told())
                .extracting(Step::kind, Step::actor, Step::facts)
                .containsExactly(tuple(StepKind.ACCEPT_NOT_TAKEN_IN, ALICE, Map.of(Fact.REASON, "it came too late")));
    }

    @Test
    void showsANoticeThatWasGivenUpOnTheContractOfItsReceipt() {
        undelivered.tell(said(ALICE, MarketNsid.EVENT, "receipt", RECEIPT), "not understood");

        assertThat(told()).extracting(Step::kind).containsExactly(StepKind.NOTICE_NOT_TAKEN_IN);
    }

    @Test
    void showsNothingThatStrangersSend() {
        undelivered.tell(said(EVE, MarketNsid.ACCEPT, "bid", BID), "not hers");
        undelivered.tell(said(EVE, MarketNsid.EVENT, "receipt", RECEIPT), "not hers");
        undelivered.tell(said(ALICE, MarketNsid.ACCEPT, "bid", ref(EVE, MarketNsid.BID)), "nobody's here");

        assertThat(told()).isEmpty();
    }

    private List<Step> told() {
        return undelivered.steps.of(PROVIDER, contract.id());
    }

    private StrongRef said(Did author, Nsid collection, String field, StrongRef about) {
        var json = Json.object();
        json.set(field, about.toJson());
        return network.says(author, collection.value(), "a", json);
    }

    private static StrongRef ref(Did author, Nsid collection) {
        return new StrongRef(AtUri.of(author, collection, "a"), Cid.ofRecord(Json.object()));
    }
}
