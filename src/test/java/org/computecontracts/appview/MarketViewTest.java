package org.computecontracts.appview;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.computecontracts.appview.deal.Deals;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.drill.ViewDigestStore;
import org.computecontracts.appview.listing.Listing;
import org.computecontracts.appview.listing.ListingFilter;
import org.computecontracts.appview.listing.ListingPage;
import org.computecontracts.appview.listing.ListingPlace;
import org.computecontracts.appview.listing.ListingState;
import org.computecontracts.appview.listing.ListingStore;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkEvent.AccountChanged;
import org.computecontracts.network.NetworkEvent.IdentityChanged;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.RecordedEvents;
import org.computecontracts.testing.Threads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarketViewTest {
    private static final String T = "com.publicdomainrelay.temp.";
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final Database database = Database.fresh();
    private static final FakePds pds = FakePds.start();

    private final SigningKey aliceKey = SigningKey.generate(SigningKey.Curve.K256);
    private final SigningKey bobKey = SigningKey.generate(SigningKey.Curve.P256);
    private final String name = "alice" + System.nanoTime() + ".test";
    private final FakePds.Account alice = pds.account(name);
    private final FakePds.Account bob = pds.account("bob.test");
    private final NetworkInMemory network = new NetworkInMemory();
    private final MarketView view = new MarketView();
    private final Deals deals = new Deals();
    private final ListingStore listings = database.store(ListingStore.class);

    @AfterAll
    static void stop() {
        pds.close();
    }

    @BeforeEach
    void anEmptyView() {
        database.clear();
        database.store(ViewDigestStore.class).clearDrill();
        FakePds.addKey(alice, "attestation", aliceKey);
        FakePds.addKey(bob, "attestation", bobKey);
        view.network = network;
        view.readings = new Readings();
        view.store = database.store(ViewStore.class);
        view.store.lines = database.store(ListingLineStore.class);
        view.store.authors = database.store(AuthorStore.class);
        view.store.authors.lines = view.store.lines;
        view.viewWriter = new ViewWriter();
        view.viewWriter.store = view.store;
        view.authors = view.store.authors;
        view.events = new RecordedEvents<>();
        view.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        view.authorRefresher = looks(pds);
        inject(deals, database.store(DealRecordStore.class), listings, network);
    }

    private AuthorRefresher looks(FakePds asked) {
        var identities = asked.identities(Clock.systemUTC());
        var looks = new AuthorRefresher();
        looks.network = network;
        looks.identities = identities;
        looks.attestations = Attestations.with(identities, Pds.with(Xrpc.with(asked.http()), identities));
        looks.store = database.store(JudgementStore.class);
        looks.authors = view.authors;
        looks.events = view.events;
        looks.clock = view.clock;
        looks.executor = Threads.of(Runnable::run);
        return looks;
    }

    @Test
    void listsARequestWithItsMachineInWhateverOrderTheyCome() {
        var vm = vm("web");
        var rfp = signed(alice, aliceKey, "market.rfp", "3maaaaaaaab2a", with("payload", vm));
        view.catchUp();
        var machine = network.find(vm.uri()).orElseThrow().record();

        network.deletes(vm.uri());
        view.catchUp();
        var without = only();
        network.says(alice.did, T + "compute.vm", vm.uri().rkey(), machine.json());
        view.catchUp();

        assertThat(without.state()).isEqualTo(ListingState.INVALID);
        assertThat(without.reason()).isEqualTo("The machine it asks for is not there.");
        assertThat(only())
                .extracting(
                        Listing::rfp, Listing::handle, Listing::state, Listing::role, Listing::cpus, Listing::region)
                .containsExactly(rfp, name, ListingState.OPEN, "web", 2, "west");
    }

    @Test
    void showsWhoChangedTheMachineAfterwards() {
        var vm = vm("web");
        rfp(vm);
        network.says(alice.did, T + "compute.vm", vm.uri().rkey(), Json.object().put("role", "other"));

        view.catchUp();

        assertThat(only().reason()).contains("was changed after it was published");
    }

    @Test
    void putsAWholeDealTogetherAndTellsWhatDoesNotBelong() {
        var rfp = rfp(vm("web"));
        var bid = bid(rfp, "3mbbbbbbbbb2a");
        var foreign = signed(
                bob, bobKey, "market.accept", "3mcccccccca2a", with("rfp", rfp).set("bid", bid.toJson()));
        var accept = signed(
                alice,
                aliceKey,
                "market.accept",
                "3mcccccccdd2a",
                with("rfp", rfp).set("bid", bid.toJson()));
        var receipt = receipt(rfp, bid, accept);
        var happening = network.says(
                bob.did,
                T + "compute.events.vm.onNetwork",
                "3mddddddddd2a",
                Json.object().put("address", "192.0.2.7"));
        signed(
                bob,
                bobKey,
                "market.event",
                "3meeeeeeeee2a",
                with("receipt", receipt).set("payload", happening.toJson()));
        var eve = pds.account("eve.test");
        signed(
                eve,
                bobKey,
                "market.event",
                "3meeeeeeeee2a",
                with("receipt", receipt).set("payload", happening.toJson()));

        view.catchUp();
        var deal = deals.of(receipt.uri(), null);

        assertThat(deal.request().ref()).isEqualTo(rfp);
        assertThat(deal.request().attested()).isEqualTo(Attested.BOUND);
        assertThat(deal.state()).isEqualTo(ListingState.AWARDED);
        assertThat(deal.machine().orElseThrow().fact("role")).isEqualTo("web");
        assertThat(deal.bids()).singleElement().satisfies(offer -> {
            assertThat(offer.accepted()).isTrue();
            assertThat(offer.price().orElseThrow().fact("cost")).isEqualTo("4");
        });
        assertThat(deal.acceptances())
                .filteredOn(DealRecord::stands)
                .extracting(DealRecord::ref)
                .containsExactly(accept);
        assertThat(deal.acceptances())
                .filteredOn(said -> said.ref().equals(foreign))
                .extracting(DealRecord::reason)
                .containsExactly("Only who published the request can accept a bid on it.");
        assertThat(deal.receipts()).singleElement().matches(DealRecord::mayCount, "may count");
        assertThat(deal.events())
                .filteredOn(DealRecord::stands)
                .extracting(DealRecord::author)
                .containsExactly(bob.did);
        assertThat(deal.happenings()).extracting(said -> said.fact("detail")).containsExactly("192.0.2.7");
    }

    @Test
    void doesNotCountAReceiptOverAnotherAcceptance() {
        var rfp = rfp(vm("web"));
        var bid = bid(rfp, "3mbbbbbbbbb2a");
        var accept = signed(
                alice,
                aliceKey,
                "market.accept",
                "3mcccccccdd2a",
                with("rfp", rfp).set("bid", bid.toJson()));
        var receipt = with("rfp", rfp).put("cid", rfp.cid().value());
        receipt.set("bid", bid.toJson());
        receipt.set("accept", accept.toJson());
        signed(bob, bobKey, "market.receipt", "3mfffffffff2a", receipt);

        view.catchUp();

        assertThat(deals.of(rfp.uri(), null).receipts())
                .extracting(DealRecord::standing, DealRecord::reason)
                .containsExactly(tuple(Standing.INVALID, "Its cid is not the binding of the acceptance."));
    }

    @Test
    void showsADealOfTheFirstDialectAndLetsNothingOfItCount() {
        var vm = Json.object().put("cpus", 1).put("role", "old").put("mem", "512M");
        var rfp = network.says(alice.did, "com.publicdomainrelay.ccrfp", "3mlabxf5xxg2t", vm);
        var bid = Json.object();
        bid.set("embed", wrapped("com.publicdomainrelay.ccrfp", rfp));
        bid.putObject("bid").put("cost", 4).put("currency", "USDC");
        var offered = network.says(bob.did, "com.publicdomainrelay.ccb", "3mlf7ttrffk23", bid);
        view.catchUp();
        var before = only();
        var accept = Json.object();
        accept.set("embed", wrapped("com.publicdomainrelay.ccrfp", rfp));
        accept.set("bid", wrapped("com.publicdomainrelay.ccb", offered));
        network.says(alice.did, "com.publicdomainrelay.ccba", "3mlf7ttrffk24", accept);
        var receipt = Json.object();
        receipt.set("rfp", wrapped("com.publicdomainrelay.ccrfp", rfp));
        receipt.set("bid", wrapped("com.publicdomainrelay.ccb", offered));
        network.says(bob.did, "com.publicdomainrelay.ccr", "3mlf7ttrffk25", receipt);

        view.catchUp();
        var deal = deals.of(rfp.uri(), null);

        assertThat(before)
                .extracting(Listing::state, Listing::dialect, Listing::role)
                .containsExactly(ListingState.SHOWN, Dialect.G0, "old");
        assertThat(deal.state()).isEqualTo(ListingState.AWARDED);
        assertThat(deal.bids()
                        .getFirst()
                        .bid()
                        .facts()
                        .path("price")
                        .path("cost")
                        .asText())
                .isEqualTo("4");
        assertThat(deal.receipts()).singleElement().satisfies(said -> {
            assertThat(said.stands()).isTrue();
            assertThat(said.mayCount()).isFalse();
            assertThat(said.lacks().getFirst()).contains("never acted on");
        });
    }

    @Test
    void showsWhatIsUnsignedChangedOrRefusedAsInvalidWithTheReason() {
        var vm = vm("web");
        var unsigned = network.says(
                alice.did,
                T + "market.rfp",
                "3maaaaaaaac2a",
                with("payload", vm).put("submitBid", "did:web:x"));
        var moved = network.find(rfp(vm).uri()).orElseThrow().record().json();
        var copy = network.says(bob.did, T + "market.rfp", "3maaaaaaaad2a", moved);
        var refused = rfp(vm);
        network.refuses(refused.uri(), "Its CID is not that of its content.");

        view.catchUp();

        assertThat(listed(unsigned).reason()).isEqualTo("The record is not signed.");
        assertThat(listed(copy).reason()).contains("another account wrote");
        assertThat(listed(refused).reason()).isEqualTo("Its CID is not that of its content.");
        assertThat(listed(unsigned).state()).isEqualTo(ListingState.INVALID);
    }

    @Test
    void showsADeletedRequestAsWithdrawnAndADeletedAcceptanceAsOpenAgain() {
        var rfp = rfp(vm("web"));
        var accept = signed(
                alice,
                aliceKey,
                "market.accept",
                "3mcccccccdd2a",
                with("rfp", rfp).set("bid", bid(rfp, "3mbbbbbbbbb2a").toJson()));
        view.catchUp();
        var awarded = only().state();
        network.deletes(accept.uri());
        view.catchUp();
        var open = only().state();
        network.deletes(rfp.uri());
        view.catchUp();

        assertThat(List.of(awarded, open, only().state()))
                .containsExactly(ListingState.AWARDED, ListingState.OPEN, ListingState.WITHDRAWN);
        assertThat(deals.of(rfp.uri(), null).request().standing()).isEqualTo(Standing.WITHDRAWN);
    }

    @Test
    void putsTheRecordsOfAnAccountAwayWhileItIsTakenDown() {
        var rfp = rfp(vm("web"));
        view.catchUp();
        network.account(alice.did, RepoStatus.TAKENDOWN);
        view.on(new AccountChanged(alice.did, RepoStatus.TAKENDOWN));
        var away = only().state();
        network.account(alice.did, RepoStatus.ACTIVE);
        view.on(new AccountChanged(alice.did, RepoStatus.ACTIVE));

        assertThat(away).isEqualTo(ListingState.AWAY);
        assertThat(listed(rfp).state()).isEqualTo(ListingState.OPEN);
    }

    @Test
    void showsANewHandleAndJudgesAnewWhatWasSignedWithAKeyThatIsGone() throws InterruptedException {
        var rfp = rfp(vm("web"));
        view.catchUp();
        var bound = deals.of(rfp.uri(), null).request().attested();
        alice.document.putArray("verificationMethod");
        alice.document.putArray("alsoKnownAs");
        Thread.sleep(1100); // one account is asked about at most once a second
        view.on(new IdentityChanged(alice.did));

        assertThat(bound).isEqualTo(Attested.BOUND);
        assertThat(deals.of(rfp.uri(), null).request())
                .extracting(DealRecord::attested, DealRecord::handle)
                .containsExactly(Attested.VALID, alice.did.value());
        assertThat(only().handle()).isEqualTo(alice.did.value());
    }

    /** A look may have found nothing to ask about just before the record was there. */
    @Test
    void asksAboutARecordWhoeverLookedAtItsAuthorWhileItWasPut() {
        rfp(vm("web"));
        view.catchUp();
        var next = rfp(vm("web"));
        var readings = view.readings.of(List.of(network.find(next.uri()).orElseThrow()));

        view.store.put(ViewSchema.LIVE, readings, NOW);
        view.authorRefresher.work();

        assertThat(attested(next)).isEqualTo(Attested.BOUND);
    }

    @Test
    void leavesNamesAndKeysAsTheyWereFoundWhileNobodyAnswers() {
        var rfp = rfp(vm("web"));
        view.catchUp();
        var silent = FakePds.start();
        silent.close();
        view.authorRefresher = looks(silent);
        view.on(new IdentityChanged(alice.did));

        assertThat(deals.of(rfp.uri(), null).request())
                .extracting(DealRecord::attested, DealRecord::handle)
                .containsExactly(Attested.BOUND, name);
        assertThat(only().handle()).isEqualTo(name);
    }

    @Test
    void showsTenThousandBidsAPageAtATimeAndOfOneBidderTheLatest() {
        var rfp = rfp(vm("web"));
        view.catchUp();
        database.inTransaction(em -> em.createNativeQuery(
                        "insert into market_statement (uri, cid, author, kind, dialect,"
                                + " request_uri, request_cid, subject_uri, subject_cid, facts, lacks, attested, judged, issuer, invalid)"
                                + " select 'at://did:plc:' || rpad(d.name, 24, 'a') || '/" + T
                                + "market.bid/' || (1000000 + n), ?2,"
                                + " 'did:plc:' || rpad(d.name, 24, 'a'), 'BID', 'G2', ?1, ?2, ?1, ?2, '{}', '', 'VALID', '', '', ''"
                                + " from (values ('flood', 10000), ('honest', 1)) as d (name, many), generate_series(1, d.many) as n")
                .setParameter(1, rfp.uri().value())
                .setParameter(2, rfp.cid().value())
                .executeUpdate());

        var begin = System.nanoTime();
        var first = deals.of(rfp.uri(), null);
        var seconds = (System.nanoTime() - begin) / 1e9;

        assertThat(first.bidCount()).isEqualTo(10_000);
        assertThat(first.bids()).hasSize(21);
        assertThat(first.nextBids()).isEmpty();
        assertThat(first.bids().getLast().bid().author().value()).contains("honest");
        assertThat(seconds).isLessThan(2);
    }

    @Test
    void comesOutTheSameWhenItIsReadAnewInAnotherOrderAndOtherwiseWhenARecordIsMissing() {
        var rfp = rfp(vm("web"));
        var bid = bid(rfp, "3mbbbbbbbbb2a");
        var accept = signed(
                alice,
                aliceKey,
                "market.accept",
                "3mcccccccdd2a",
                with("rfp", rfp).set("bid", bid.toJson()));
        receipt(rfp, bid, accept);
        network.deletes(rfp(vm("gone")).uri());
        view.catchUp();
        var digests = database.store(ViewDigestStore.class);
        var there = network.backwards().stream().filter(SeenRecord::counts).toList();

        there.forEach(seen -> view.store.put(ViewSchema.DRILL, view.readings.of(List.of(seen)), NOW));
        var anew = digests.hashes(ViewSchema.DRILL);
        digests.clearDrill();
        view.store.put(ViewSchema.DRILL, view.readings.of(there.subList(1, there.size())), NOW);

        assertThat(anew).isEqualTo(digests.hashes(ViewSchema.LIVE));
        assertThat(digests.hashes(ViewSchema.DRILL)).isNotEqualTo(anew);
        assertThat(listings.page(ListingFilter.ALL, ListingPlace.TOP, 10).listings())
                .hasSize(2);
    }

    @Test
    void findsRequestsByWhatTheySay() {
        var west = rfp(vm("web-shop"));
        rfp(vm("batch"));
        view.catchUp();

        assertThat(found(ListingFilter.ALL.matching("SHOP ali"))).containsExactly(west);
        assertThat(found(ListingFilter.ALL.matching("west " + name))).hasSize(2);
        assertThat(found(ListingFilter.ALL.matching("shop batch"))).isEmpty();
        assertThat(found(ListingFilter.ALL.matching("' | !\\:*<->  &"))).isEmpty();
        assertThat(found(new ListingFilter(null, null, "batch", null, null, null, null)))
                .hasSize(1);
        assertThat(found(ListingFilter.of(ListingState.AWARDED))).isEmpty();
    }

    @Test
    void pagesThroughTheListWithoutMissingOrRepeatingAnything() {
        var vm = vm("web");
        for (var i = 0; i < 7; i++) {
            rfp(vm);
        }
        view.catchUp();

        var first = listings.page(ListingFilter.ALL, ListingPlace.TOP, 3);
        var second =
                listings.page(ListingFilter.ALL, ListingPlace.of(first.next().orElseThrow()), 3);
        var third =
                listings.page(ListingFilter.ALL, ListingPlace.of(second.next().orElseThrow()), 3);

        assertThat(List.of(first, second, third))
                .flatExtracting(ListingPage::listings)
                .extracting(Listing::rfp)
                .doesNotHaveDuplicates()
                .hasSize(7);
        assertThat(third.next()).isEmpty();
        assertThat(listings.newer(
                        ListingFilter.ALL, ListingStore.place(second.listings().getFirst()), 100))
                .isEqualTo(3);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ListingPlace.of("nowhere"));
    }

    /** Each of the others' records is there, and asked about, while the first server still takes its time. */
    @Test
    void keepsNobodyWaitingForAServerThatIsSlow() throws Exception {
        var slow = pds.account("slow" + System.nanoTime() + ".test");
        var stray = SigningKey.generate(SigningKey.Curve.P256);
        var released = new CountDownLatch(1);
        slow.before = () -> released.await(60, TimeUnit.SECONDS);
        try (var threads = Executors.newCachedThreadPool()) {
            view.authorRefresher.executor = Threads.of(threads);
            var held = signed(slow, stray, "market.rfp", "3maaaaaaaaa2a", with("payload", vm("slow")));
            var rfp = rfp(vm("web"));

            view.catchUp();

            assertThat(listed(rfp).state()).isEqualTo(ListingState.OPEN);
            await(() -> attested(rfp) == Attested.BOUND);
            assertThat(attested(held)).isEqualTo(Attested.VALID);
            released.countDown();
        }
    }

    private Attested attested(StrongRef rfp) {
        return deals.of(rfp.uri(), null).request().attested();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var tries = 0; !condition.getAsBoolean(); tries++) {
            assertThat(tries).as("tries of 50 ms").isLessThan(600);
            Thread.sleep(50);
        }
    }

    /** Random, so that the database cannot make an index entry of it smaller. */
    private static String noise(int characters) {
        return new Random(1)
                .ints(characters, 0, 26)
                .mapToObj(letter -> String.valueOf((char) ('a' + letter)))
                .collect(joining());
    }

    @Test
    void goesOnBehindASignatureWhoseIssuerIsNoNameAtAll() {
        var json = with("payload", vm("web")).put("$type", T + "market.rfp");
        var entry = Json.object()
                .put("$type", "network.attested.signature")
                .put("key", aliceKey.didKey())
                .put("issuer", noise(6_000));
        var cid = Attestations.bindingCid(json, alice.did, entry);
        entry.put("cid", cid.value())
                .putObject("signature")
                .put("$bytes", Base64.getEncoder().withoutPadding().encodeToString(aliceKey.sign(cid.bytes())));
        json.putArray("signatures").add(entry);
        var odd = network.says(alice.did, T + "market.rfp", "3maaaaaaaaa2a", json);
        var honest = rfp(vm("web"));

        view.catchUp();

        assertThat(listed(honest).state()).isEqualTo(ListingState.OPEN);
        assertThat(listed(odd).state()).isEqualTo(ListingState.OPEN);
    }

    @Test
    void goesOnBehindAddressesThatNoIndexHolds() {
        var far = new Did("did:web:" + noise(1_900));
        var json = Json.object().put("createdAt", "2026-08-01T10:00:00.000Z");
        json.putObject("payload")
                .put("uri", "at://" + far + "/" + T + "compute.vm/" + noise(500))
                .put("cid", vm("web").cid().value());
        var odd = signed(alice, aliceKey, "market.rfp", "3maaaaaaaaa2a", json);
        var honest = rfp(vm("web"));

        view.catchUp();

        assertThat(listed(honest).state()).isEqualTo(ListingState.OPEN);
        assertThat(listed(odd).reason()).contains("refers to nothing that can be looked up");
    }

    @Test
    void setsAsideWhatTheDatabaseDoesNotTakeAndGoesOn() {
        var odd = rfp(vm("web"));
        network.refuses(odd.uri(), "A text with a \0 in it, which the database does not take");
        var honest = rfp(vm("web"));

        view.catchUp();

        assertThat(listed(honest).state()).isEqualTo(ListingState.OPEN);
        assertThat(listed(odd).state()).isEqualTo(ListingState.INVALID);
        assertThat(listed(odd).reason()).isEqualTo("What it says cannot be kept.");
    }

    @Test
    void refusesAnAddressOfWhichNothingHasBeenSeen() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> deals.of(new AtUri("at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/" + T + "market.rfp/3m"), null))
                .extracting(ProblemException::type)
                .isEqualTo(AppviewProblem.REQUEST_NOT_SEEN);
    }

    private Listing only() {
        var all = listings.page(ListingFilter.ALL, ListingPlace.TOP, 10).listings();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Listing listed(StrongRef rfp) {
        return listings.find(rfp.uri()).orElseThrow();
    }

    private List<StrongRef> found(ListingFilter filter) {
        return listings.page(filter, ListingPlace.TOP, 10).listings().stream()
                .map(Listing::rfp)
                .toList();
    }

    private StrongRef vm(String role) {
        var vm = Json.object().put("cpus", 2).put("mem", "1G").put("disk", "4G").put("network", "10G");
        vm.putObject("location").put("country", "USA").put("region", "west");
        return network.says(
                alice.did,
                T + "compute.vm",
                Tid.next().value(),
                vm.put("role", role).put("user_data", "#"));
    }

    private StrongRef rfp(StrongRef vm) {
        return signed(alice, aliceKey, "market.rfp", Tid.next().value(), with("payload", vm));
    }

    private StrongRef bid(StrongRef rfp, String rkey) {
        var price = Json.object().put("cost", "4").put("currency", "USDC").put("url", "https://bob.example.com/ccr");
        var payload = signed(bob, bobKey, "market.bids.x402", rkey, price);
        return signed(bob, bobKey, "market.bid", rkey, with("rfp", rfp).set("payload", payload.toJson()));
    }

    private StrongRef receipt(StrongRef rfp, StrongRef bid, StrongRef accept) {
        var receipt = with("rfp", rfp).put("$type", T + "market.receipt");
        receipt.set("bid", bid.toJson());
        receipt.set("accept", accept.toJson());
        receipt.putNull("payload");
        var subject = network.find(accept.uri()).orElseThrow().record();
        receipt.put(
                "cid",
                Attestations.bindingCid(subject.json(), subject.author(), receipt)
                        .value());
        return signed(bob, bobKey, "market.receipt", "3mfffffffff2a", receipt);
    }

    private StrongRef signed(FakePds.Account author, SigningKey key, String name, String rkey, ObjectNode json) {
        json.put("$type", T + name);
        return network.says(author.did, T + name, rkey, Attestations.sign(json, author.did, key, author.did));
    }

    private static ObjectNode with(String field, StrongRef ref) {
        var json = Json.object().put("createdAt", "2026-08-01T10:00:00.000Z");
        json.set(field, ref.toJson());
        return json;
    }

    private static ObjectNode wrapped(String type, StrongRef ref) {
        var json = Json.object().put("$type", type);
        json.putObject("record")
                .put("uri", ref.uri().value())
                .put("cid", ref.cid().value());
        return json;
    }
}
