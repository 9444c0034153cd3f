package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.BidStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractLocks;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Stage;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.computecontracts.trust.BidFacts;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BidIntakeTest {
    private static final String T = "com.publicdomainrelay.temp.market.";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final TenantId TENANT = TenantId.random();
    private static final StrongRef RFP = ref(ALICE, "rfp", 1);
    private static final Database database = Database.fresh();

    private final BidIntake bids = new BidIntake();
    private final AskedPolicies policies = new AskedPolicies();
    private final MovingClock clock = new MovingClock();
    private final UUID contract = UUID.randomUUID();

    /** Counts how often it is asked, and by how many at once. */
    private static final class AskedPolicies extends Policies {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger asking = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private boolean allows = true;
        private String reason = "";

        @Override
        public Decision decide(TenantId tenant, BidFacts facts) {
            asked.incrementAndGet();
            mostAtOnce.accumulateAndGet(asking.incrementAndGet(), Math::max);
            try {
                return new Decision(
                        UUID.randomUUID(), RFP, allows, reason, "", new Verdict.Unknown(), List.of(), NOW, 0);
            } finally {
                asking.decrementAndGet();
            }
        }
    }

    /** Everybody's records are there and signed. */
    private static final class GivenEvidence extends Evidence {
        @Override
        public RepoRecord fetch(StrongRef ref, Nsid expected) {
            var json = Json.object().put("$type", expected.value());
            if (expected.equals(MarketNsid.WIF_SIMPLE)) {
                json.put("issuer_uri", "https://a b").put("actx", "x").put("subject", "actx:{actx}:role:{role}");
            }
            if (expected.equals(MarketNsid.BID)) {
                if (ref.uri().rkey().equals("666")) {
                    json.set("config", ref(ref.uri().authority(), "config", 1).toJson());
                }
                json.set("rfp", RFP.toJson());
                json.set("payload", ref(ref.uri().authority(), "bids.free", 1).toJson());
            }
            return new RepoRecord(ref.uri(), ref.cid(), json);
        }

        @Override
        public void requireSigned(RepoRecord record) {}

        @Override
        public List<Check> checks(RepoRecord record) {
            return List.of();
        }
    }

    @BeforeEach
    void aliceHasAnOpenRequest() {
        database.clear();
        bids.contracts = database.store(ContractStore.class);
        inject(bids.contracts, database.store(AdvisoryLockStore.class));
        bids.bids = database.store(BidStore.class);
        inject(bids.bids, database.store(AdvisoryLockStore.class));
        bids.evidence = new GivenEvidence();
        bids.identities = new Identities() {
            @Override
            public String handleOf(Did did) {
                return "bob.test";
            }
        };
        bids.policies = policies;
        bids.tenants = new Tenants() {
            @Override
            public Optional<Tenant> find(Did did) {
                return Optional.of(new Tenant(TENANT, ALICE, new Handle("alice.test"), URI.create("https://pds.test")));
            }
        };
        bids.settings = new MarketSettings();
        configure(bids.settings, "cc.market.max-bids", 30);
        configure(bids.settings, "cc.market.max-bids-of-one", 5);
        bids.contractLocks = new ContractLocks();
        bids.steps = Timelines.in(database, clock);
        bids.events = new RecordedEvents<>();
        bids.clock = clock;
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
        var drafted = Contract.drafted(contract, TENANT, ALICE, request, NOW);
        drafted.published(RFP, NOW);
        bids.contracts.add(drafted);
    }

    @Test
    void takesOfOneBidderOnlyAFewAndOneBidOnce() {
        var eve = bidder(0);
        for (var number = 1; number <= 5; number++) {
            bids.receive(ref(eve, "bid", number));
            bids.receive(ref(eve, "bid", number));
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bids.receive(ref(eve, "bid", 6)))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.TOO_MANY_BIDS);
        bids.receive(ref(bidder(1), "bid", 1));
        assertThat(policies.asked).hasValue(6);
        assertThat(bids.bids.counts(TENANT, List.of(contract, UUID.randomUUID())))
                .isEqualTo(Map.of(contract, 6L));
        assertThat(bids.bids.counts(TENANT, List.of())).isEmpty();
    }

    @Test
    void asksThePolicyOneAtATimeAndNoMoreThanThereIsRoomWhateverComes() {
        var refused = IntStream.range(0, 2_000)
                .parallel()
                .filter(number -> !isTaken(ref(bidder(number % 100), "bid", number)))
                .count();

        assertThat(refused).isEqualTo(2_000 - 30);
        assertThat(bids.bids.count(TENANT, contract)).isEqualTo(30);
        assertThat(policies.asked).hasValue(30);
        assertThat(policies.mostAtOnce).hasValue(1);
    }

    /** What the requester would grant and write after her accept is held against the bid when it comes. */
    @Test
    void takesNoBidWhoseIssuerCanBeGrantedNothing() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bids.receive(ref(bidder(1), "bid", 666)))
                .withMessageContaining("issuer_uri is no URI")
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
        assertThat(bids.bids.count(TENANT, contract)).isZero();
    }

    @Test
    void tellsTheVerdictOnEveryBidOfABidder() {
        bids.receive(ref(bidder(1), "bid", 1));
        bids.receive(ref(bidder(1), "bid", 2));

        assertThat(Timelines.kinds(bids.steps, TENANT, contract))
                .containsExactly(
                        StepKind.BID_RECEIVED, StepKind.BID_RECEIVED, StepKind.BID_ALLOWED, StepKind.BID_ALLOWED);
    }

    /** Denounced after the bid came, and forgiven: whoever reads the contract sees why an accept was refused and then taken. */
    @Test
    void tellsEachVerdictOnABidThatIsAnotherThanTheOneBefore() {
        var bid = ref(bidder(1), "bid", 1);
        bids.receive(bid);
        judge(bid, true, "");
        judge(bid, false, "denounced");
        judge(bid, false, "denounced");
        judge(bid, true, "");

        assertThat(bids.steps.of(TENANT, contract))
                .filteredOn(step -> step.kind().stage() == Stage.POLICY)
                .allMatch(
                        step -> step.facts().get(Fact.ACCOUNT).equals(bidder(1).value()))
                .extracting(Step::kind, step -> step.facts().get(Fact.REASON))
                .containsExactly(
                        tuple(StepKind.BID_ALLOWED, ""),
                        tuple(StepKind.BID_REFUSED, "denounced"),
                        tuple(StepKind.BID_ALLOWED, ""));
    }

    private void judge(StrongRef bid, boolean allows, String reason) {
        clock.pass(Duration.ofMinutes(1));
        policies.allows = allows;
        policies.reason = reason;
        var unused = bids.judgedNow(bids.contracts.get(TENANT, contract), bid);
    }

    private boolean isTaken(StrongRef bid) {
        try {
            bids.receive(bid);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private static Did bidder(int number) {
        return new Did("did:plc:" + "b".repeat(22) + (char) ('a' + number / 10) + (char) ('a' + number % 10));
    }

    private static StrongRef ref(Did author, String name, int number) {
        var uri = new AtUri("at://" + author.value() + "/" + T + name + "/" + number);
        return new StrongRef(uri, Cid.ofRecord(Json.object().put("number", number)));
    }
}
