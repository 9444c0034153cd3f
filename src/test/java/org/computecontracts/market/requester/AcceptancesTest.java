package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepStore;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.computecontracts.trust.TrustGraph;
import org.computecontracts.trust.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptancesTest {
    private static final TenantId TENANT = TenantId.random();
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final RecordedEvents<MarketEvent> events = new RecordedEvents<>();
    private final Acceptances acceptances = new Acceptances();
    private final List<String> written = new ArrayList<>();
    private final Contract contract = Agreement.in(TENANT, Side.REQUESTER, ContractState.OPEN, clock.instant());
    private final RepoRecord bid = records.write(BOB, MarketNsid.BID, Json.object());
    private UUID belongsTo = contract.id();
    private boolean isAllowed = true;
    private boolean isGone;
    private boolean endsMeanwhile;
    private Verdict verdict = new Verdict.Unknown();
    private Optional<RepoRecord> accept = Optional.empty();

    @BeforeEach
    void bobHasBid() {
        database.clear();
        acceptances.contracts = database.store(ContractStore.class);
        inject(acceptances.contracts, database.store(AdvisoryLockStore.class), clock);
        acceptances.contracts.add(contract);
        acceptances.bids = new BidIntake() {
            @Override
            public ReceivedBid judgedNow(Contract asked, StrongRef ref) {
                return get(TENANT, ref);
            }

            @Override
            public ReceivedBid get(TenantId tenant, StrongRef ref) {
                var terms = records.write(BOB, MarketNsid.BIDS_FREE, Json.object());
                var received =
                        new ReceivedBid(TENANT, belongsTo, bid, terms, null, AcceptancesTest.this.clock.instant());
                received.judged(isAllowed, isAllowed ? "You vouched" : "Too dear", "");
                return received;
            }
        };
        acceptances.counterparties = new Counterparties() {
            @Override
            public void requireThere(ReceivedBid received) {
                if (isGone) {
                    throw MarketProblem.BID_GONE.because("taken back");
                }
            }
        };
        acceptances.trust = new TrustGraph() {
            @Override
            public Verdict of(TenantId tenant, Did did) {
                return verdict;
            }
        };
        acceptances.grants = new Grants() {
            @Override
            public void requireAlone(Contract asked, ReceivedBid received) {}

            @Override
            public void write(Contract asked) {
                written.add("role");
                if (endsMeanwhile) {
                    acceptances.contracts.change(TENANT, asked.id(), c -> c.end(Side.REQUESTER, clock.instant()));
                }
            }
        };
        acceptances.publications = new Publications() {
            @Override
            public Optional<RepoRecord> written(TenantId tenant, String purpose) {
                return accept;
            }

            @Override
            public RepoRecord publishSigned(
                    TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> content) {
                written.add(collection.value());
                accept = Optional.of(accept.orElseGet(() -> records.write(ALICE, collection, content.get())));
                return accept.get();
            }
        };
        acceptances.settings = new MarketSettings() {
            @Override
            public String endpoint(String service) {
                return "did:web:alice.test" + service;
            }
        };
        acceptances.evidence = records;
        acceptances.steps = new Steps();
        inject(acceptances.steps, database.store(StepStore.class), new RecordedEvents<>(), clock);
        acceptances.events = events;
        acceptances.clock = clock;
    }

    @Test
    void awardsTheBidAndLetsTheRestGoOnByItself() {
        acceptances.accept(TENANT, contract.id(), bid.ref());
        acceptances.accept(TENANT, contract.id(), bid.ref());

        assertThat(look().state()).isEqualTo(ContractState.AWARDED);
        assertThat(events.fired()).contains(new MarketEvent.ContractMoved(TENANT, contract.id()));
        assertThat(written).isEmpty();
    }

    /** The workload may come as soon as the accept is there. */
    @Test
    void writesTheRoleBeforeTheAccept() {
        acceptances.accept(TENANT, contract.id(), bid.ref());

        acceptances.write(look());

        assertThat(written).containsExactly("role", MarketNsid.ACCEPT.value());
        assertThat(look().state()).isEqualTo(ContractState.ACCEPTED);
        var said = accept.orElseThrow();
        assertThat(said.strongRef("rfp")).isEqualTo(contract.records().rfp().orElseThrow());
        assertThat(said.strongRef("bid")).isEqualTo(bid.ref());
        assertThat(said.text("submitEvent")).startsWith("did:web:alice.test");
    }

    @Test
    void writesNoAcceptForWhatEndedWhileTheRoleWasWritten() {
        acceptances.accept(TENANT, contract.id(), bid.ref());
        endsMeanwhile = true;

        acceptances.write(look());

        assertThat(written).containsExactly("role");
        assertThat(look().state()).isEqualTo(ContractState.ENDING);
    }

    @Test
    void refusesWhomTheRequesterDoesNotTrust() {
        verdict = new Verdict.Denounced(ALICE, List.of(), "does not deliver", List.of(), Instant.EPOCH);
        refuses(MarketProblem.BIDDER_DENOUNCED);

        verdict = new Verdict.Unknown();
        isAllowed = false;
        refuses(MarketProblem.BID_REFUSED_BY_POLICY);
    }

    @Test
    void refusesABidThatIsGoneOrOnAnotherRequest() {
        isGone = true;
        refuses(MarketProblem.BID_GONE);

        isGone = false;
        belongsTo = UUID.randomUUID();
        refuses(MarketProblem.BID_NOT_FOUND);
    }

    /** Between the award and the accept; once the accept is out, it holds. */
    @Test
    void writesNothingForABidThatIsGoneMeanwhile() {
        acceptances.accept(TENANT, contract.id(), bid.ref());
        isGone = true;

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> acceptances.write(look()));
        assertThat(written).isEmpty();

        accept = Optional.of(records.write(ALICE, MarketNsid.ACCEPT, Json.object()));
        acceptances.write(look());
        assertThat(look().state()).isEqualTo(ContractState.ACCEPTED);
    }

    private void refuses(ProblemType problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> acceptances.accept(TENANT, contract.id(), bid.ref()))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
        assertThat(look().state()).isEqualTo(ContractState.OPEN);
        assertThat(events.fired()).isEmpty();
    }

    private Contract look() {
        return acceptances.contracts.get(TENANT, contract.id());
    }
}
