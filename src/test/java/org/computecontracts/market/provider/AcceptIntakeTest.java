package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.BuildOrder;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepStore;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of an accept: market protocol, section 2. */
class AcceptIntakeTest {
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private static final TenantId TENANT = TenantId.random();
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final RecordedEvents<MarketEvent> events = new RecordedEvents<>();
    private final AcceptIntake intake = new AcceptIntake();
    private final RepoRecord rfp = records.write(ALICE, MarketNsid.RFP, Json.object());
    private final RepoRecord bid = records.write(BOB, MarketNsid.BID, Json.object());
    private boolean isFull;
    private Contract contract = bidding();

    @BeforeEach
    void bobHasBidOnAlicesRequest() {
        database.clear();
        intake.contracts = database.store(ContractStore.class);
        inject(intake.contracts, database.store(AdvisoryLockStore.class), clock);
        intake.evidence = records;
        intake.tenants = new Tenants() {
            @Override
            public Optional<Tenant> find(Did did) {
                var bob = new Tenant(TENANT, BOB, new Handle("bob.test"), URI.create("https://pds.test"));
                return did.equals(BOB) ? Optional.of(bob) : Optional.empty();
            }
        };
        intake.rooms = new Rooms() {
            @Override
            void require(Contract contract) {
                if (isFull) {
                    throw MarketProblem.BUILDER_FULL.because("No builder has room just now");
                }
            }
        };
        intake.steps = new Steps();
        inject(intake.steps, database.store(StepStore.class), new RecordedEvents<>(), clock);
        intake.events = events;
        intake.clock = clock;
        contract = bidding();
        intake.contracts.add(contract);
    }

    private Contract bidding() {
        var seen = Contract.seen(TENANT, BOB, rfp.ref(), Agreement.REQUEST, clock.instant());
        seen.bid(bid.ref(), Optional.empty(), clock.instant());
        return seen;
    }

    @Test
    void takesInAnAcceptOnceAndGoesOnWithIt() {
        var accept = accept(ALICE, rfp.ref(), bid.ref());

        intake.receive(accept);
        intake.receive(accept);

        assertThat(look().state()).isEqualTo(ContractState.ACCEPTED);
        assertThat(look().records().accept()).contains(accept);
        assertThat(events.fired()).containsExactly(new MarketEvent.ContractMoved(TENANT, contract.id()));
        assertThat(intake.steps.of(TENANT, contract.id())).hasSize(1);
    }

    @Test
    void refusesASecondAcceptOfTheSameBid() {
        var first = accept(ALICE, rfp.ref(), bid.ref());
        intake.receive(first);

        refuses(MarketProblem.ALREADY_ACCEPTED, accept(ALICE, rfp.ref(), bid.ref()));
        assertThat(look().records().accept()).contains(first);
    }

    @Test
    void refusesWhatIsNotTheRequestersWord() {
        refuses(MarketProblem.WRONG_AUTHOR, accept(EVE, rfp.ref(), bid.ref()));
        refuses(
                MarketProblem.RECORD_INVALID,
                records.writeUnsigned(ALICE, MarketNsid.ACCEPT, content(rfp.ref(), bid.ref()))
                        .ref());
        refuses(
                MarketProblem.RECORD_INVALID,
                records.write(ALICE, MarketNsid.RECEIPT, content(rfp.ref(), bid.ref()))
                        .ref());
    }

    @Test
    void refusesWhatIsAboutAnotherRequestOrBid() {
        var other = records.write(ALICE, MarketNsid.RFP, Json.object().put("domain", "compute"));
        var evesBid = records.write(EVE, MarketNsid.BID, Json.object());
        var changed = new StrongRef(bid.uri(), other.cid());

        refuses(MarketProblem.RECORD_MISMATCH, accept(ALICE, other.ref(), bid.ref()));
        refuses(MarketProblem.NOT_OUR_BID, accept(ALICE, rfp.ref(), evesBid.ref()));
        refuses(MarketProblem.NOT_OUR_BID, accept(ALICE, rfp.ref(), changed));
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        intake.contracts.change(TENANT, contract.id(), c -> {
            c.end(Side.PROVIDER, clock.instant());
            c.ended(clock.instant());
        });

        refusesInState(MarketProblem.RFP_NOT_OPEN, accept(ALICE, rfp.ref(), bid.ref()), ContractState.ENDED);
    }

    @Test
    void refusesWhatThereIsNoRoomForBeforeAnybodyPays() {
        isFull = true;

        refuses(MarketProblem.BUILDER_FULL, accept(ALICE, rfp.ref(), bid.ref()));
    }

    /** It becomes the key under which the machine is built. */
    @Test
    void refusesAnAddressThatIsTooLongForAKey() {
        var accept = accept(ALICE, rfp.ref(), bid.ref());
        var author = new Did("did:example:" + "a".repeat(BuildOrder.MOST_KEY));
        var longOne = AtUri.of(author, MarketNsid.ACCEPT, "a");

        refuses(MarketProblem.RECORD_INVALID, new StrongRef(longOne, accept.cid()));
    }

    private void refuses(ProblemType problem, StrongRef accept) {
        var before = look().state();
        refusesInState(problem, accept, before);
    }

    private void refusesInState(ProblemType problem, StrongRef accept, ContractState state) {
        var fired = List.copyOf(events.fired());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> intake.receive(accept))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
        assertThat(look().state()).isEqualTo(state);
        assertThat(events.fired()).isEqualTo(fired);
    }

    private StrongRef accept(Did author, StrongRef of, StrongRef chosen) {
        return records.write(author, MarketNsid.ACCEPT, content(of, chosen)).ref();
    }

    private static ObjectNode content(StrongRef of, StrongRef chosen) {
        var accept = Json.object().put("nonce", UUID.randomUUID().toString());
        accept.set("rfp", of.toJson());
        accept.set("bid", chosen.toJson());
        return accept;
    }

    private Contract look() {
        return intake.contracts.get(TENANT, contract.id());
    }
}
