package org.computecontracts.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.NetworkHost;
import org.computecontracts.network.host.PollTurn;
import org.computecontracts.network.ingest.DueRepo;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams over real connections. */
class StreamTest {
    private static final Database DATABASE = Database.fresh();
    private static final String KEY = "com.fedproxy.sshPublicKey/";
    private final FakeHost host = FakeHost.start();
    private final Clock clock = Clock.systemUTC();
    private final NetworkUnderTest portal = new NetworkUnderTest(DATABASE, host.http(), host.identities(clock), clock);
    private final SignedRepo alice = host.account("alice.test");

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @AfterEach
    void end() {
        portal.close();
        host.close();
    }

    private void onlyDue(Did did) {
        DATABASE.inTransaction(em -> em.createNativeQuery("update network_repo set due_at = 'infinity' where did <> ?1")
                .setParameter(1, did.value())
                .executeUpdate());
    }

    private Thread listening(String node) {
        var now = clock.instant();
        var claims = portal.hosts.claim(ClaimTurn.of(node, now.plusSeconds(61), now.plusSeconds(76), 10));
        return Thread.ofVirtual().start(() -> claims.forEach(portal.reader::read));
    }

    private void follow(HostKind kind) {
        portal.followed.follow(host.url(), kind, FollowReason.SETTING, "test");
    }

    @Test
    void readsFromTheBeginningAndGoesOnWhereItWas() throws Exception {
        host.write(alice, Write.put(KEY + "a", "one"));
        follow(HostKind.PDS);
        var first = listening("one");
        until(() -> has("a"));
        host.write(alice, Write.put(KEY + "b", "two"));
        until(() -> has("b"));
        host.cut();
        first.join(Duration.ofSeconds(5));
        assertThat(theHost().state()).isEqualTo(HostState.WAITING);
        host.write(alice, Write.put(KEY + "c", "three"));

        var second = listening("two");
        until(() -> has("c"));

        assertThat(host.calls())
                .anyMatch(call -> call.endsWith("cursor=0"))
                .anyMatch(call -> call.endsWith("cursor=2"));
        assertThat(portal.network.repo(alice.did).orElseThrow().isSynchronised())
                .isTrue();
        assertThat(theHost().state()).isEqualTo(HostState.CONNECTED);
        portal.reader.stop();
        second.join(Duration.ofSeconds(5));
    }

    @Test
    void theViewSpeaksForAServerOnlyWhileItListensToIt() throws Exception {
        follow(HostKind.PDS);
        listening("one");
        host.write(alice, Write.put(KEY + "a", "one"));
        var first = new StrongRef(uri("a"), alice.cid(KEY + "a"));
        until(() -> portal.network.current(first).isPresent());

        host.write(alice, Write.put(KEY + "a", "two"));
        until(() -> portal.network.current(first).isEmpty());
        var second = new StrongRef(uri("a"), alice.cid(KEY + "a"));
        assertThat(portal.network.current(second)).isPresent();
        portal.network.resync(alice.did, alice.did);
        assertThat(portal.network.current(second)).isEmpty();
        portal.resyncAll(clock);
        assertThat(portal.network.current(second)).isPresent();

        host.cut();
        until(() -> portal.network.current(second).isEmpty());
        assertThat(has("a")).isTrue();
    }

    @Test
    void twoNodesMakeOneConsumer() throws Exception {
        follow(HostKind.PDS);
        listening("one");
        until(() -> host.listeners() == 1);

        var now = clock.instant();
        assertThat(portal.hosts.claim(ClaimTurn.of("two", now, now.plusSeconds(15), 10)))
                .isEmpty();
        portal.hosts.renew("one", portal.reader.reading(), now.plusSeconds(200));
        assertThat(portal.hosts.claim(ClaimTurn.of("two", now.plusSeconds(190), now.plusSeconds(300), 10)))
                .isEmpty();
        portal.hosts.renew("one", List.of(), now.plusSeconds(999));
        assertThat(portal.hosts.claim(ClaimTurn.of("two", now.plusSeconds(201), now.plusSeconds(300), 10)))
                .hasSize(1);
    }

    @Test
    void aHostLeftAndFollowedAgainBeforeItsReaderNoticedIsReadOn() throws Exception {
        follow(HostKind.PDS);
        listening("one");
        host.write(alice, Write.put(KEY + "a", "one"));
        until(() -> has("a"));

        portal.follows.stop(host.url(), "nobody names it", clock.instant());
        follow(HostKind.PDS);
        assertThat(theHost().state()).isEqualTo(HostState.NEW);
        listening("one").join(Duration.ofSeconds(5));
        host.write(alice, Write.put(KEY + "b", "two"));
        until(() -> has("b"));

        assertThat(theHost().state()).isEqualTo(HostState.CONNECTED);
        assertThat(host.listeners()).isEqualTo(1);
    }

    @Test
    void aHostThatWasSetUpAnewIsReadFromTheBeginning() throws Exception {
        host.write(alice, Write.put(KEY + "a", "one"));
        host.write(alice, Write.put(KEY + "b", "two"));
        follow(HostKind.PDS);
        var first = listening("one");
        until(() -> has("b"));
        host.cut();
        first.join(Duration.ofSeconds(5));
        host.startOver();
        host.write(alice, Write.put(KEY + "c", "three"));

        var second = listening("one");
        second.join(Duration.ofSeconds(5));
        assertThat(theHost().problem()).contains("FutureCursor");
        listening("one");

        until(() -> has("c"));
        assertThat(portal.network.repo(alice.did).orElseThrow().isSynchronised())
                .isTrue();
    }

    @Test
    void silenceEndsAStream() throws Exception {
        portal.settings.idleTimeout = Duration.ofMillis(600);
        try (var deaf = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            portal.followed.follow(
                    URI.create("http://127.0.0.1:" + deaf.getLocalPort()), HostKind.PDS, FollowReason.CRAWL, "test");

            listening("one").join(Duration.ofSeconds(9));

            assertThat(theHost().state()).isEqualTo(HostState.WAITING);
            assertThat(theHost().problem()).isNotBlank();
        }
    }

    @Test
    void aMessageTooBigEndsTheStreamAndNothingElse() throws Exception {
        portal.settings.maxMessage = 20_000;
        host.write(alice, Write.put(KEY + "a", "one"));
        follow(HostKind.PDS);
        var reader = listening("one");
        until(() -> has("a"));

        host.send(new byte[30_000]);
        reader.join(Duration.ofSeconds(5));

        assertThat(theHost().problem()).contains("more than 20000 bytes");
        assertThat(has("a")).isTrue();
        assertThat(theHost().cursor()).isEqualTo(1);
    }

    @Test
    void whatJetstreamNamesCountsOnceItIsProved() throws Exception {
        alice.commit(1, Write.put(KEY + "a", "one"), Write.put(KEY + "b", "two"));
        follow(HostKind.JETSTREAM);
        listening("one");
        until(() -> host.listeners() == 1);
        var lie = Json.object().put("$type", "com.fedproxy.sshPublicKey").put("text", "lie");

        for (var rkey : List.of("a", "none")) {
            var event = Json.object()
                    .put("did", alice.did.value())
                    .put("time_us", 5_000_000L)
                    .put("kind", "commit");
            event.putObject("commit")
                    .put("operation", "create")
                    .put("collection", "com.fedproxy.sshPublicKey")
                    .put("rkey", rkey)
                    .set("record", lie);
            host.send(event.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        until(() -> has("a"));

        assertThat(portal.network.find(uri("a")).orElseThrow().record().text("text"))
                .isEqualTo("one");
        assertThat(portal.network.find(uri("none"))).isEmpty();
        assertThat(host.calls().getFirst()).startsWith("/subscribe?wantedCollections=");
        until(() -> Long.valueOf(5_000_000).equals(theHost().cursor()));
    }

    @Test
    void pollingFindsWhatNoStreamTold() {
        host.write(alice, Write.put(KEY + "a", "one"));
        follow(HostKind.PDS);

        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(clock);
        assertThat(has("a")).isTrue();

        alice.commit(2, Write.put(KEY + "b", "two"));
        var connected = new PollTurn(host.url(), HostKind.PDS, HostState.CONNECTED);
        portal.polls.poll(connected);
        portal.resyncAll(clock);
        assertThat(has("b")).isFalse(); // its stream may be about to tell
        portal.polls.poll(connected);
        portal.resyncAll(clock);
        assertThat(has("b")).isTrue();
    }

    @Test
    void whatIsNoLongerListedIsAskedFor() {
        host.write(alice, Write.put(KEY + "a", "one"));
        var waiting = new PollTurn(host.url(), HostKind.PDS, HostState.WAITING);
        portal.polls.poll(waiting);
        portal.resyncAll(clock);
        assertThat(has("a")).isTrue();

        host.withhold(alice.did);
        portal.polls.poll(waiting);
        portal.resyncAll(clock);

        assertThat(has("a")).isFalse();
        assertThat(portal.network.repo(alice.did).orElseThrow().status()).isEqualTo(RepoStatus.DELETED);
    }

    /** Somebody who asks to be read invents accounts: they wait behind whoever is known, and are forgotten. */
    @Test
    void inventedAccountsKeepNobodyWaiting() {
        follow(HostKind.PDS);
        host.write(alice, Write.put(KEY + "a", "one"));
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(clock);
        host.invent(3000);
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        assertThat(portal.network.desynchronised(500)).hasSize(500);
        portal.network.resync(alice.did, alice.did);

        var now = clock.instant().plusSeconds(1);
        var next = portal.repos.claim(ClaimTurn.of("node", now, now.plusSeconds(60), 2));

        assertThat(next).extracting(DueRepo::did).contains(alice.did).hasSize(2);
        var invented = next.stream()
                .map(DueRepo::did)
                .filter(did -> !did.equals(alice.did))
                .findFirst()
                .orElseThrow();
        onlyDue(invented);
        for (var i = 0; i < 20; i++) {
            var later = now.plus(Duration.ofHours(i + 1));
            portal.repos
                    .claim(ClaimTurn.of("node", later, later.plusSeconds(60), 1))
                    .forEach(due -> portal.repos.release(due, "No such account", later));
        }
        assertThat(portal.network.repo(invented)).isEmpty();
        assertThat(portal.network.repo(alice.did)).isPresent();
    }

    @Test
    void aRepositoryThatItsServerRefusesIsTriedAgainLater() {
        host.write(alice, Write.put(KEY + "a", "one"));
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        host.refusal = "InternalServerError";
        portal.resyncAll(clock);
        assertThat(portal.network.repo(alice.did).orElseThrow().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("InternalServerError"));
        portal.resyncAll(clock);
        assertThat(host.calls().stream().filter(call -> call.contains("getRepo?")))
                .hasSize(1);

        host.refusal = "RepoTakendown";
        portal.resyncAll(Clock.offset(clock, Duration.ofMinutes(1)));
        assertThat(portal.network.repo(alice.did).orElseThrow().status()).isEqualTo(RepoStatus.TAKENDOWN);
    }

    @Test
    void aHostThatAsksIsFollowedWhenItIsOne() {
        portal.crawls.request("127.0.0.1:" + host.url().getPort());
        assertThat(theHost().reason()).isEqualTo(FollowReason.CRAWL);
        for (var spelling : List.of("HTTPS://127.0.0.1:%d", "Http://127.0.0.1:%d/", " https://127.0.0.1:%d\n")) {
            portal.crawls.request(spelling.formatted(host.url().getPort()));
        }

        for (var bad : List.of("127.0.0.1:1", "10.0.0.1", "user@example.com", "a/b", "", "x".repeat(300))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> portal.crawls.request(bad))
                    .extracting(ProblemException::type)
                    .isEqualTo(NetworkProblem.HOST_REFUSED);
        }
        assertThat(portal.network.hosts()).hasSize(1);
    }

    @Test
    void aSiteThatAsksWithoutEndIsHeardTwentyTimesAMinuteAndKeepsNoOtherOut() {
        for (var i = 0; i < 25; i++) {
            crawlRefused(i < 20 ? NetworkProblem.HOST_REFUSED : NetworkProblem.TOO_MANY_HOSTS, "10.0.0.1");
        }

        for (var site = 0; site < 39; site++) {
            crawlRefused(NetworkProblem.HOST_REFUSED, "10.0.1." + site);
        }
        crawlRefused(NetworkProblem.HOST_REFUSED, "10.0.2.1");
        crawlRefused(NetworkProblem.TOO_MANY_HOSTS, "10.0.2.2");
    }

    private void crawlRefused(NetworkProblem problem, String name) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.crawls.request(name))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
    }

    @Test
    void strangersGetOnlyHalfOfThePlaces() {
        portal.settings.maxHosts = 4;
        for (var i = 1; i <= 2; i++) {
            portal.network.follow(URI.create("https://h" + i + ".example"), FollowReason.RECORD, "test");
        }

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.network.follow(URI.create("https://h3.example"), FollowReason.CRAWL, "test"))
                .extracting(ProblemException::type)
                .isEqualTo(NetworkProblem.TOO_MANY_HOSTS);
        portal.network.follow(URI.create("https://h4.example"), FollowReason.TENANT, "test");
        assertThat(portal.network.hosts()).hasSize(3);
    }

    private boolean has(String rkey) {
        return portal.network.find(uri(rkey)).filter(SeenRecord::counts).isPresent();
    }

    private AtUri uri(String rkey) {
        return new AtUri("at://" + alice.did + "/" + KEY + rkey);
    }

    private NetworkHost theHost() {
        return portal.network.hosts().getFirst();
    }

    private static void until(BooleanSupplier isSo) throws InterruptedException {
        for (var tries = 0; !isSo.getAsBoolean(); tries++) {
            assertThat(tries).as("tries").isLessThan(500);
            Thread.sleep(20);
        }
    }
}
