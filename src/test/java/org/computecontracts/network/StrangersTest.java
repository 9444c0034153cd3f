package org.computecontracts.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.NetworkEvent.AccountChanged;
import org.computecontracts.network.NetworkEvent.IdentityChanged;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.PollTurn;
import org.computecontracts.network.ingest.HostBatch;
import org.computecontracts.network.ingest.Proven;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of accounts that do not concern us, or whose servers do not answer. */
class StrangersTest {
    private static final Database DATABASE = Database.fresh();
    private static final String KEY = "com.fedproxy.sshPublicKey/";
    private static final String POST = "app.bsky.feed.post/";

    /** Less than any question waits for its answer. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private final FakeHost host = FakeHost.start();
    private final FakeHost slow = FakeHost.start();
    private final Clock clock = Clock.systemUTC();
    private final NetworkUnderTest portal = new NetworkUnderTest(DATABASE, host.http(), host.identities(clock), clock);
    private final SignedRepo alice = host.account("alice.test");
    private final SignedRepo bob = slow.account("bob.test");
    private final CountDownLatch answering = new CountDownLatch(1);
    private HostClaim claim = new HostClaim(host.url(), HostKind.RELAY, "node", null);

    @BeforeEach
    void bobLivesElsewhere() {
        DATABASE.clear();
        host.publish(bob, "bob.test", slow.url());
        follow(HostKind.RELAY);
    }

    @AfterEach
    void end() {
        answering.countDown();
        portal.close();
        slow.close();
        host.close();
    }

    private void follow(HostKind kind) {
        portal.followed.follow(host.url(), kind, FollowReason.SETTING, "test");
        var now = clock.instant();
        claim = portal.hosts
                .claim(ClaimTurn.of("node", now, now.plusSeconds(60), 10))
                .getFirst();
    }

    @Test
    void whatARelayRepeatsOfStrangersCostsNothing() {
        var frames = new ArrayList<byte[]>();
        for (var i = 0; i < 200; i++) {
            var stranger = host.account("stranger" + i + ".test");
            frames.add(host.write(stranger, Write.put(POST + "a", "hello")));
            frames.add(SignedRepo.frame("#identity", stranger.identity(host.next())));
            frames.add(SignedRepo.frame("#account", stranger.account(host.next(), false, "deactivated")));
            frames.add(SignedRepo.frame("#sync", stranger.sync(host.next())));
        }

        take(frames.toArray(byte[][]::new));

        assertThat(host.calls()).isEmpty();
        assertThat(rows()).isZero();
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(800);
        assertThat(portal.network.hosts().getFirst().events()).isEqualTo(800);
    }

    @Test
    void aStrangersCommitTooBigForTheStreamIsLookedAt() {
        alice.commit(host.next(), Write.put(KEY + "a", "one"));
        var body = alice.commit(host.next(), Write.put(POST + "b", "two")).put("tooBig", true);

        take(SignedRepo.frame("#commit", body));
        portal.resyncAll(clock);

        assertThat(find(alice, "a").counts()).isTrue();
    }

    @Test
    void aServerThatDoesNotSayHowAnAccountStandsHoldsUpNobody() {
        take(host.write(bob, Write.put(KEY + "b", "one")), host.write(alice, Write.put(KEY + "a", "one")));
        silent(slow);

        for (var i = 0; i < 3; i++) {
            var account = SignedRepo.frame("#account", bob.account(host.next(), false, "deactivated"));
            soon(account, host.write(alice, Write.put(KEY + i, "two")));
            assertThat(find(alice, "" + i).counts()).isTrue();
        }

        assertThat(find(bob, "b").account()).isEqualTo(RepoStatus.ACTIVE);
        assertThat(doubt(bob)).contains("needs an answer");
        slow.refusal = "RepoDeactivated";
        answering.countDown();
        portal.resyncAll(later());
        assertThat(find(bob, "b").account()).isEqualTo(RepoStatus.DEACTIVATED);
        assertThat(portal.events.fired()).contains(new AccountChanged(bob.did, RepoStatus.DEACTIVATED));
        assertThat(portal.network.repo(bob.did).orElseThrow().isSynchronised()).isTrue();
    }

    @Test
    void aDocumentThatDoesNotComeHoldsUpNobody() {
        take(host.write(bob, Write.put(KEY + "b", "one")), host.write(alice, Write.put(KEY + "a", "one")));
        host.publish(bob, "robert.test", slow.url());
        silent(host);

        soon(
                SignedRepo.frame("#identity", bob.identity(host.next())),
                host.write(alice, Write.put(KEY + "c", "two")),
                host.write(bob, Write.put(KEY + "d", "by the key that is known")));

        assertThat(find(alice, "c").counts()).isTrue();
        assertThat(find(bob, "d").counts()).isTrue();
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(5);
        answering.countDown();
        portal.resyncAll(later());
        assertThat(portal.network.repo(bob.did).orElseThrow().handle()).isEqualTo("robert.test");
        assertThat(portal.network.repo(bob.did).orElseThrow().isSynchronised()).isTrue();
        assertThat(portal.events.fired()).contains(new IdentityChanged(bob.did));
    }

    @Test
    void whoConcernsUsForTheFirstTimeIsReadWhenItsDocumentComes() {
        silent(host);

        soon(host.write(bob, Write.put(KEY + "b", "one")), host.write(bob, Write.put(KEY + "c", "two")));

        assertThat(doubt(bob)).contains("needs an answer");
        answering.countDown();
        portal.resyncAll(later());
        assertThat(find(bob, "b").counts()).isTrue();
        assertThat(find(bob, "c").counts()).isTrue();
    }

    /** A server may invent as many accounts as it likes: of what nobody proves it is asked for its list, which is counted. */
    @Test
    void whatAServerTellsOfUnknownAccountsWithoutDocumentsStoresNothing() {
        DATABASE.clear();
        follow(HostKind.PDS);
        silent(host);

        soon(host.write(alice, Write.put(KEY + "a", "one")));

        assertThat(rows()).isZero();
        var now = clock.instant().plusSeconds(11);
        var turns = portal.hosts.polls(now, Duration.ofHours(1), Duration.ofHours(1), 10);
        assertThat(turns).extracting(PollTurn::url).contains(host.url());
        answering.countDown();
        turns.forEach(portal.polls::poll);
        portal.resyncAll(later());
        assertThat(find(alice, "a").counts()).isTrue();
    }

    /** All tenants have one view: until it is read, nothing of the account counts as known. */
    @Test
    void nobodyHasAnothersRepositoryReadAnew() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        portal.resyncAll(later());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.network.resync(new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee"), alice.did))
                .extracting(ProblemException::type)
                .isEqualTo(NetworkProblem.REPO_NOT_OWN);

        assertThat(portal.network.repo(alice.did).orElseThrow().isSynchronised())
                .isTrue();
    }

    /** What was read before it was told does not answer it. */
    @Test
    void aQuestionDuringTheReadingKeepsTheDoubt() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        portal.network.resync(alice.did, alice.did);
        var now = clock.instant();
        var due = portal.repos
                .claim(ClaimTurn.of("node", now, now.plusSeconds(60), 1))
                .getFirst();
        portal.store.take(claim, HostBatch.alone(new Proven.Unanswered(alice.did, "Told later"), claim), now);

        portal.resync.read(due);

        assertThat(doubt(alice)).isEqualTo("Told later");
        portal.resyncAll(later());
        assertThat(portal.network.repo(alice.did).orElseThrow().isSynchronised())
                .isTrue();
    }

    private void silent(FakeHost one) {
        configure(portal.settings, "cc.network.lookup-silence", Duration.ofMillis(400));
        one.beforeAnswer = call -> await();
    }

    private void await() {
        try {
            assertThat(answering.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void soon(byte[]... frames) {
        var begun = System.nanoTime();
        take(frames);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    private void take(byte[]... frames) {
        claim = portal.ingest.take(claim, List.of(frames));
    }

    private Clock later() {
        return Clock.offset(clock, Duration.ofHours(1));
    }

    private SeenRecord find(SignedRepo repo, String rkey) {
        return portal.network
                .find(new AtUri("at://" + repo.did + "/" + KEY + rkey))
                .orElseThrow();
    }

    private String doubt(SignedRepo repo) {
        return portal.network.repo(repo.did).orElseThrow().desynchronisedBy().orElseThrow();
    }

    private static long rows() {
        var count = new long[1];
        DATABASE.inTransaction(em -> count[0] = ((Number) em.createNativeQuery("select count(*) from network_repo")
                        .getSingleResult())
                .longValue());
        return count[0];
    }
}
