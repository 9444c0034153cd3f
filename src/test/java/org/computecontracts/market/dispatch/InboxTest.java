package org.computecontracts.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.computecontracts.appview.NetworkInMemory;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.market.contract.BidStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractLocks;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.intake.IntakeStore;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.requester.BidIntake;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.computecontracts.testing.Threads;
import org.computecontracts.trust.BidFacts;
import org.computecontracts.trust.Decision;
import org.computecontracts.trust.Policies;
import org.computecontracts.trust.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers' records through the real intake: their servers answer, slowly or well, over HTTP. */
class InboxTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final FakePds pds = FakePds.start();
    private final FakePds.Account alice = pds.account("alice.test");
    private final FakePds.Account slow = pds.account("slow.test");
    private final FakePds.Account good = pds.account("good.test");
    private final SigningKey key = SigningKey.generate(SigningKey.Curve.P256);
    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final NetworkInMemory network = new NetworkInMemory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Inbox inbox = new Inbox();
    private final ContractStore contracts = database.store(ContractStore.class);
    private final BidStore received = database.store(BidStore.class);
    private final BidIntake bids = new BidIntake();
    private final UUID contract = UUID.randomUUID();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile @Nullable Did asksForever;
    private StrongRef rfp;

    /** Allows all bids. */
    private final class Allowing extends Policies {
        @Override
        public Decision decide(TenantId tenant, BidFacts facts) {
            return new Decision(
                    UUID.randomUUID(), rfp, true, "", "", new Verdict.Unknown(), List.of(), clock.instant(), 0);
        }
    }

    private final Tenants tenants = new Tenants() {
        @Override
        public Optional<Tenant> find(Did did) {
            return Optional.of(new Tenant(TENANT, alice.did, new Handle("alice.test"), URI.create("https://pds.test")))
                    .filter(tenant -> did.equals(alice.did));
        }
    };

    @BeforeEach
    void aliceHasAnOpenRequest() {
        database.clear();
        rfp = network.says(alice.did, MarketNsid.RFP.value(), "3maaaaaaaaa2a", Json.object());
        wire();
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
        var drafted = Contract.drafted(contract, TENANT, alice.did, request, clock.instant());
        drafted.published(rfp, clock.instant());
        contracts.add(drafted);
    }

    private void wire() {
        var identities = pds.identities(clock);
        var client = Pds.with(Xrpc.with(pds.http()), identities);
        var locks = database.store(AdvisoryLockStore.class);
        inject(contracts, locks);
        inject(received, locks);
        var evidence = new Evidence() {
            @Override
            public List<Check> checks(RepoRecord record) {
                if (record.author().equals(asksForever)) {
                    untilTheEnd();
                }
                return super.checks(record);
            }
        };
        inject(evidence, network, client, Attestations.with(identities, client));
        var settings = new MarketSettings();
        configure(settings, "cc.market.max-bids", 200);
        configure(settings, "cc.market.max-bids-of-one", 5);
        var steps = Timelines.in(database, clock);
        inject(bids, contracts, received, evidence, identities, new Allowing(), tenants, settings);
        inject(bids, new ContractLocks(), steps, new RecordedEvents<>(), clock);
        inbox.network = network;
        inbox.intake = database.store(IntakeStore.class);
        inbox.postbox = new Postbox();
        inbox.postbox.bidIntake = bids;
        inbox.postbox.tenants = tenants;
        inbox.clock = clock;
        inbox.executor = Threads.of(threads);
    }

    @AfterEach
    void stop() throws InterruptedException {
        released.countDown();
        inbox.executor = Threads.of(task -> {});
        threads.shutdown();
        threads.awaitTermination(60, TimeUnit.SECONDS);
        pds.close();
    }

    /** Through the whole test the slow server has not answered once. */
    @Test
    void tenThousandBidsOfASlowBidderKeepNobodyElseWaiting() throws InterruptedException {
        slow.before = this::waitForRelease;
        var flood = new ArrayList<StrongRef>();
        for (var number = 0; number < 10_000; number++) {
            flood.add(bid(slow, "s%05d".formatted(number)));
        }
        inbox.intake.add(flood, new ChangePoint(1, "at://x"), clock.instant());
        clock.pass(Duration.ofHours(1));
        var offer = bid(good, "good");
        var accept = network.says(slow.did, MarketNsid.ACCEPT.value(), "a", with("bid", offer));
        inbox.intake.add(offer, clock.instant());
        inbox.intake.add(accept, clock.instant());

        inbox.work();
        await(() -> received.find(TENANT, offer).isPresent());
        await(() -> isDone(accept));

        assertThat(received.count(TENANT, contract)).isEqualTo(1);
        assertThat(mostAtOnce.get()).isBetween(1, IntakeStore.OF_ONE);
    }

    private void untilTheEnd() {
        atOnce.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void waitForRelease() throws InterruptedException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            released.await(9, TimeUnit.SECONDS);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    /** Both bid on the same request, and the one server is asked whose its bidder's key is until the test ends. */
    @Test
    void aBidderWhoseKeyIsLongAskedForHoldsNoOtherBidOnTheRequest() throws InterruptedException {
        var first = bid(slow, "a");
        asksForever = slow.did;
        inbox.intake.add(first, clock.instant());
        inbox.work();
        await(() -> received.find(TENANT, first).isPresent() && atOnce.get() == 1);
        var second = bid(good, "b");
        inbox.intake.add(second, clock.instant());

        inbox.work();

        await(() -> received.find(TENANT, second).isPresent());
        assertThat(atOnce).hasValue(1);
    }

    /** No more than the few that one may bring are ever asked about. */
    @Test
    void aFloodCostsItsSenderRecordsAndUsNoQuestions() throws InterruptedException {
        var flood = new ArrayList<StrongRef>();
        for (var number = 0; number < 200; number++) {
            flood.add(bid(slow, "s%05d".formatted(number)));
        }
        inbox.intake.add(flood, new ChangePoint(1, "at://x"), clock.instant());
        clock.pass(Duration.ofHours(1));

        await(() -> {
            clock.pass(Duration.ofSeconds(1));
            inbox.work();
            return looked() == 200;
        });

        assertThat(received.count(TENANT, contract)).isEqualTo(5);
        assertThat(pds.calls())
                .filteredOn(call -> call.contains("getRecord") && call.contains(MarketNsid.BID.value() + "&"))
                .hasSizeLessThan(5 + 2 * IntakeStore.OF_ONE);
    }

    @Test
    void whatANodeHadInHandWhenItWentIsTakenByAnother() throws InterruptedException {
        var offer = bid(good, "good");
        inbox.intake.add(offer, clock.instant());
        gone().work();
        clock.pass(Duration.ofSeconds(20));

        inbox.work();

        await(() -> received.find(TENANT, offer).isPresent());
    }

    @Test
    void whatANodeHasInHandStaysThereHoweverLongItTakes() {
        var offer = bid(good, "good");
        inbox.intake.add(offer, clock.instant());
        var other = gone();
        other.work();

        for (var seconds = 0; seconds < 60; seconds += 10) {
            clock.pass(Duration.ofSeconds(10));
            other.hold();
            inbox.work();
        }

        assertThat(looked()).isZero();
        clock.pass(Duration.ofSeconds(20));
        assertThat(inbox.intake.claim(false, ClaimTurn.of("another", clock.instant(), clock.instant(), 10)))
                .singleElement()
                .matches(due -> due.ref().equals(offer) && due.attempts() == 2);
    }

    /** It is taken in all the same, once the server answers. */
    @Test
    void aServerThatNeverAnswersDoesNotHoldTheCallOfWhoBringsARecord() throws InterruptedException {
        slow.before = this::waitForRelease;
        var offer = written(slow, "unseen");
        var begun = System.nanoTime();

        assertThat(inbox.submit(offer)).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(received.find(TENANT, offer)).isEmpty();
        released.countDown();
        await(() -> received.find(TENANT, offer).isPresent());
    }

    @Test
    void whoBringsARecordIsToldWhatCameOfIt() {
        var offer = written(good, "unseen");

        assertThat(inbox.submit(offer)).contains(Json.object().put("ok", true));
        assertThat(received.find(TENANT, offer)).isPresent();
        assertThat(inbox.submit(offer)).as("once more").isPresent();
        assertThat(received.count(TENANT, contract)).isEqualTo(1);

        var nobodys = new StrongRef(AtUri.of(good.did, MarketNsid.BID, "nowhere"), offer.cid());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> inbox.submit(nobodys))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.RECORD_NOT_FOUND);
    }

    /** The stream's look at it may be under way: it ends without a word, and another one follows. */
    @Test
    void whoBringsWhatIsJustLookedAtIsToldAsWell() throws InterruptedException {
        slow.before = this::waitForRelease;
        var offer = bid(slow, "a");
        inbox.intake.add(offer, clock.instant());
        inbox.work();
        await(() -> atOnce.get() == 1);
        threads.execute(() -> {
            slow.before = () -> {};
            released.countDown();
        });

        assertThat(inbox.submit(offer)).contains(Json.object().put("ok", true));
    }

    /** In the repository of its author alone: the network's view does not have it. */
    private StrongRef written(FakePds.Account bidder, String rkey) {
        var terms = Json.object().put("$type", MarketNsid.BIDS_FREE.value());
        pds.store(bidder, MarketNsid.BIDS_FREE, rkey, terms);
        var json = with("rfp", rfp).put("$type", MarketNsid.BID.value());
        json.set(
                "payload",
                new StrongRef(AtUri.of(bidder.did, MarketNsid.BIDS_FREE, rkey), Cid.ofRecord(terms)).toJson());
        var signed = Attestations.sign(json, bidder.did, key, bidder.did);
        pds.store(bidder, MarketNsid.BID, rkey, signed);
        return new StrongRef(AtUri.of(bidder.did, MarketNsid.BID, rkey), Cid.ofRecord(signed));
    }

    /** Another node's, which never comes to do anything. */
    private Inbox gone() {
        var other = new Inbox();
        other.network = network;
        other.intake = inbox.intake;
        other.clock = clock;
        other.executor = Threads.of(task -> {});
        return other;
    }

    private StrongRef bid(FakePds.Account bidder, String rkey) {
        var terms = Json.object().put("$type", MarketNsid.BIDS_FREE.value());
        var payload = stored(bidder, MarketNsid.BIDS_FREE, rkey, terms);
        var json = with("rfp", rfp).put("$type", MarketNsid.BID.value());
        json.set("payload", payload.toJson());
        return stored(bidder, MarketNsid.BID, rkey, Attestations.sign(json, bidder.did, key, bidder.did));
    }

    private StrongRef stored(FakePds.Account author, Nsid collection, String rkey, ObjectNode json) {
        pds.store(author, collection, rkey, json);
        return network.says(author.did, collection.value(), rkey, json);
    }

    private static ObjectNode with(String field, StrongRef ref) {
        var json = Json.object();
        json.set(field, ref.toJson());
        return json;
    }

    private boolean isDone(StrongRef record) {
        return database.inTransaction(em -> em.createNativeQuery("select 1 from intake where uri = ?1 and done")
                        .setParameter(1, record.uri().value())
                        .getResultList()
                        .size())
                == 1;
    }

    private long looked() {
        return database.inTransaction(em -> ((Number) em.createNativeQuery(
                                "select count(*) from intake where attempts > 0 and (done or problem <> '')")
                        .getSingleResult())
                .longValue());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var tries = 0; !condition.getAsBoolean(); tries++) {
            assertThat(tries).as("tries of 50 ms").isLessThan(1_200);
            Thread.sleep(50);
        }
    }
}
