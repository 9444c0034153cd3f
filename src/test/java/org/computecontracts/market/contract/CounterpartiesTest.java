package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.appview.NetworkInMemory;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.payment.payer.Payments;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CounterpartiesTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();
    private static final NewRfp REQUEST =
            new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);

    private final FakePds pds = FakePds.start();
    private final FakePds.Account alice = pds.account("alice.test");
    private final FakePds.Account bob = pds.account("bob.test");
    private final NetworkInMemory network = new NetworkInMemory();
    private final MovingClock clock = new MovingClock();
    private final Counterparties counterparties = new Counterparties();
    private boolean committed;

    @BeforeEach
    void emptyTables() {
        database.clear();
        counterparties.network = network;
        counterparties.pds = pds.client();
        counterparties.identities = pds.identities(clock);
        counterparties.contracts = database.store(ContractStore.class);
        counterparties.contracts.turns = database.store(AdvisoryLockStore.class);
        counterparties.counterparts = database.store(CounterpartStore.class);
        counterparties.payments = new Payments() {
            @Override
            public boolean isCommitted(TenantId tenant, StrongRef accept) {
                return committed;
            }
        };
        counterparties.steps = Timelines.in(database, clock);
        counterparties.clock = clock;
    }

    @AfterEach
    void stop() {
        pds.close();
    }

    @Test
    void letsABidBeChosenThatIsThereAsItCame() {
        assertThatCode(() -> counterparties.requireThere(bid())).doesNotThrowAnyException();
    }

    @Test
    void refusesABidThatWasTakenBackOrWhoseTermsWereChanged() {
        var bid = bid();
        pds.store(
                bob, MarketNsid.BIDS_FREE, "a", Json.object().put("$type", "x").put("reason", "another"));
        refused(bid, "was taken back or changed");

        var again = bid();
        pds.remove(again.ref().uri());
        refused(again, "market.bid/a was taken back or changed");
    }

    @Test
    void refusesABidOfAnAccountThatIsTakenDown() {
        network.account(bob.did, RepoStatus.TAKENDOWN);

        refused(bid(), "taken down");
    }

    @Test
    void endsTheMachineOfADeletedRequesterAndSaysWhy() {
        var contract = provided();
        network.account(alice.did, RepoStatus.DELETED);

        counterparties.look(contract);
        counterparties.look(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
        assertThat(told(contract)).containsExactly(StepKind.ABANDONED);
        assertThat(counterparties.with(alice.did)).hasSize(1);
        assertThat(counterparties.with(bob.did)).isEmpty();
    }

    @Test
    void paysNobodyWhoIsDeleted() {
        var contract = accepted();
        network.account(bob.did, RepoStatus.DELETED);

        counterparties.look(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
    }

    @Test
    void goesOnWithWhatIsPaidAlreadyOrMayStillBe() {
        committed = true;
        var contract = accepted();
        network.account(bob.did, RepoStatus.DELETED);

        counterparties.look(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);
        assertThat(told(contract)).containsExactly(StepKind.ACCOUNT_DELETED);
    }

    @Test
    void goesOnWithAnAccountThatIsTakenDownAndSaysSo() {
        var contract = provided();
        network.account(alice.did, RepoStatus.TAKENDOWN);

        counterparties.look(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.BID);
        assertThat(told(contract)).containsExactly(StepKind.ACCOUNT_TAKEN_DOWN);
    }

    @Test
    void saysNothingOfAnAccountThatIsThere() {
        var contract = provided();

        counterparties.look(contract);

        assertThat(told(contract)).isEmpty();
    }

    private void refused(ReceivedBid bid, String because) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> counterparties.requireThere(bid))
                .withMessageContaining(because)
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.BID_GONE);
    }

    private Contract provided() {
        var contract = Contract.seen(TENANT, bob.did, ref(alice, MarketNsid.RFP), REQUEST, clock.instant());
        contract.bid(ref(bob, MarketNsid.BID), Optional.empty(), clock.instant());
        counterparties.contracts.add(contract);
        return contract;
    }

    private Contract accepted() {
        var contract = Contract.drafted(UUID.randomUUID(), TENANT, alice.did, REQUEST, clock.instant());
        contract.published(ref(alice, MarketNsid.RFP), clock.instant());
        contract.award(ref(bob, MarketNsid.BID), bob.did, clock.instant());
        contract.accepted(ref(alice, MarketNsid.ACCEPT), clock.instant());
        counterparties.contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return counterparties.contracts.get(TENANT, contract.id()).state();
    }

    private List<StepKind> told(Contract contract) {
        return Timelines.kinds(counterparties.steps, TENANT, contract.id());
    }

    private ReceivedBid bid() {
        var terms = stored(MarketNsid.BIDS_FREE, Json.object().put("reason", "free"));
        return new ReceivedBid(
                TENANT, UUID.randomUUID(), stored(MarketNsid.BID, Json.object()), terms, null, clock.instant());
    }

    private RepoRecord stored(Nsid collection, ObjectNode json) {
        var uri = pds.store(bob, collection, "a", json.put("$type", collection.value()));
        return new RepoRecord(uri, Cid.ofRecord(json), json);
    }

    private static StrongRef ref(FakePds.Account author, Nsid collection) {
        return new StrongRef(AtUri.of(author.did, collection, "a"), Cid.ofRecord(Json.object()));
    }
}
