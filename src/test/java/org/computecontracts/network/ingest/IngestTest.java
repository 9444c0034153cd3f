package org.computecontracts.network.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkEvent.AccountChanged;
import org.computecontracts.network.NetworkEvent.IdentityChanged;
import org.computecontracts.network.NetworkEvent.RecordGone;
import org.computecontracts.network.NetworkEvent.RecordSeen;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkUnderTest;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.RecordVersion;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.PollTurn;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakeHost;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
    private static final Database DATABASE = Database.fresh();
    private static final String KEY = "com.fedproxy.sshPublicKey/";
    private final FakeHost host = FakeHost.start();
    private final Clock clock = Clock.systemUTC();
    private final NetworkUnderTest portal = new NetworkUnderTest(DATABASE, host.http(), host.identities(clock), clock);
    private final SignedRepo alice = host.account("alice.test");
    private HostClaim claim = new HostClaim(host.url(), HostKind.PDS, "node", null);

    @BeforeEach
    void theHostIsFollowed() {
        DATABASE.clear();
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.SETTING, "test");
        claim = claimed("node");
    }

    @AfterEach
    void end() {
        portal.close();
        host.close();
    }

    private HostClaim claimed(String node) {
        var now = clock.instant();
        return portal.hosts
                .claim(ClaimTurn.of(node, now, now.plusSeconds(15), 10))
                .getFirst();
    }

    @Test
    void keepsWhatConcernsUsAndFollowsTheRest() {
        take(host.write(alice, Write.put(KEY + "a", "one"), Write.put("app.bsky.feed.post/x", "hello")));

        var record = portal.network.find(uri(KEY + "a")).orElseThrow();
        assertThat(record.counts()).isTrue();
        assertThat(record.record().cid()).isEqualTo(alice.cid(KEY + "a"));
        assertThat(record.record().text("text")).isEqualTo("one");
        assertThat(record.rev()).isEqualTo(alice.rev());
        assertThat(portal.network.find(uri("app.bsky.feed.post/x"))).isEmpty();
        assertThat(repo().isSynchronised()).isTrue();
        assertThat(repo().data()).isEqualTo(alice.data());
        assertThat(repo().handle()).isEqualTo("alice.test");
        assertThat(portal.events.fired())
                .containsExactly(new RecordSeen(record.record().ref()));
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(1);
    }

    @Test
    void followsEditsAndDeletionsAndKeepsTheirHistory() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        take(host.write(alice, Write.put(KEY + "a", "two")));
        take(host.write(alice, Write.delete(KEY + "a")));

        var gone = portal.network.find(uri(KEY + "a")).orElseThrow();
        assertThat(gone.deleted()).isPresent();
        assertThat(gone.counts()).isFalse();
        assertThat(portal.network.history(uri(KEY + "a")))
                .extracting(RecordVersion::isDeletion)
                .containsExactly(true, false, false);
        assertThat(portal.events.fired().getLast()).isEqualTo(new RecordGone(uri(KEY + "a")));
        assertThat(portal.network.page(RecordFilter.by(alice.did), null, 10).records())
                .isEmpty();

        take(host.write(alice, Write.put(KEY + "a", "two")));
        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().counts()).isTrue();
        assertThat(repo().isSynchronised()).isTrue();
    }

    @Test
    void oneBatchMayTellOfARecordSeveralTimes() {
        take(
                host.write(alice, Write.put(KEY + "a", "one"), Write.put(KEY + "b", "one")),
                host.write(alice, Write.put(KEY + "a", "two")),
                host.write(alice, Write.delete(KEY + "b")),
                host.write(alice, Write.put(KEY + "a", "three")));

        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().record().text("text"))
                .isEqualTo("three");
        assertThat(portal.network.find(uri(KEY + "b"))).isEmpty();
        assertThat(portal.network.history(uri(KEY + "a"))).hasSize(3);
    }

    @Test
    void takesReplaysAndOldNewsForNothing() {
        var first = host.write(alice, Write.put(KEY + "a", "one"));
        var second = host.write(alice, Write.put(KEY + "a", "two"));
        take(first, second);
        var other = new HostClaim(claim.url(), HostKind.PDS, "node", null);

        portal.ingest.take(other, List.of(first, second, first));

        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().record().text("text"))
                .isEqualTo("two");
        assertThat(portal.network.history(uri(KEY + "a"))).hasSize(2);
        assertThat(portal.events.fired()).hasSize(1);
        assertThat(repo().isSynchronised()).isTrue();
    }

    @Test
    void aGapEndsInReadingTheRepositoryAnew() {
        take(host.write(alice, Write.put(KEY + "a", "one"), Write.put(KEY + "b", "one")));
        host.write(alice, Write.delete(KEY + "b"));
        host.write(alice, Write.put(KEY + "c", "lost"));

        take(host.write(alice, Write.put(KEY + "d", "four")));

        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("gap"));
        assertThat(portal.network.find(uri(KEY + "d"))).isPresent();
        portal.resyncAll(clock);
        assertThat(repo().isSynchronised()).isTrue();
        assertThat(repo().rev()).isEqualTo(alice.rev());
        assertThat(portal.network.find(uri(KEY + "c"))).isPresent();
        assertThat(portal.network.find(uri(KEY + "b")).orElseThrow().deleted()).isPresent();
        assertThat(portal.events.fired()).contains(new RecordGone(uri(KEY + "b")));

        take(host.write(alice, Write.put(KEY + "e", "on")));
        assertThat(repo().isSynchronised()).isTrue();
    }

    /** What the stream tells while the repository is being read must not be lost, nor be undone by an older answer. */
    @Test
    void aCommitDuringTheReadingKeepsTheDoubt() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        portal.network.resync(alice.did, alice.did);
        var late = host.write(alice, Write.put(KEY + "b", "two"));
        var now = clock.instant();
        var due = portal.repos
                .claim(ClaimTurn.of("node", now, now.plusSeconds(60), 1))
                .getFirst();
        take(late, host.write(alice, Write.put(KEY + "c", "three")));
        assertThat(repo().isSynchronised()).isFalse();

        portal.resync.read(due);

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(repo().rev()).isEqualTo(alice.rev());
        assertThat(portal.network.find(uri(KEY + "c"))).isPresent();
    }

    @Test
    void aRepositorySeenInTheMiddleOfItsLifeIsReadWhole() {
        host.write(alice, Write.put(KEY + "a", "one"));

        take(host.write(alice, Write.put(KEY + "b", "two")));

        assertThat(repo().desynchronisedBy()).contains("Seen for the first time");
        portal.resyncAll(clock);
        assertThat(portal.network.find(uri(KEY + "a"))).isPresent();
        assertThat(repo().isSynchronised()).isTrue();
    }

    @Test
    void whenOtherCollectionsMatterWhatIsKnownIsReadAnew() {
        configure(portal.settings, "cc.network.collections", "com.fedproxy.");
        take(host.write(alice, Write.put(KEY + "a", "one"), Write.put("computer.socialweb.temp.policy.x/y", "z")));
        configure(portal.settings, "cc.network.collections", "com.fedproxy.,computer.socialweb.");
        DATABASE.inTransaction(em -> em.createNativeQuery(
                        "insert into network_scope (collections) values ('com.fedproxy.') on conflict do nothing")
                .executeUpdate());

        portal.repos.hold(portal.settings.collections(), clock.instant());
        portal.repos.hold(portal.settings.collections(), clock.instant());

        assertThat(repo().desynchronisedBy()).contains("Other collections matter now");
        portal.resyncAll(clock);
        assertThat(repo().isSynchronised()).isTrue();
        assertThat(portal.network.find(uri("computer.socialweb.temp.policy.x/y")))
                .isPresent();
        portal.repos.hold(portal.settings.collections(), clock.instant());
        assertThat(repo().isSynchronised()).isTrue();
    }

    @Test
    void oneWithNothingForUsCostsNoArchive() {
        host.write(alice, Write.put("app.bsky.feed.post/x", "one"));
        take(host.write(alice, Write.put("app.bsky.feed.post/y", "two")));

        portal.resyncAll(clock);

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(repo().data()).isEqualTo(alice.data());
        assertThat(host.calls()).noneMatch(call -> call.contains("getRepo?"));
    }

    @Test
    void oneWithNothingForUsAnywhereCostsAWayDownTheTree() {
        var others = IntStream.range(0, 600).mapToObj(i -> Write.put("com.whtwnd.blog.entry/" + i, "entry " + i));
        host.write(alice, others.toArray(Write[]::new));
        take(host.write(alice, Write.put("app.bsky.feed.post/y", "two")));

        portal.resyncAll(clock);

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(host.calls()).noneMatch(call -> call.contains("getRepo?"));
        assertThat(host.calls().stream().filter(call -> call.contains("getBlocks")))
                .hasSizeLessThan(10);
    }

    /** A list may be fixed, forgotten or a lie: what is there is what the tree proves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"collections\":[]}",
                "{\"collections\":[\"app.bsky.feed.post\"]}",
                "{\"collections\":\"com.fedproxy.rbac\"}",
                "{}"
            })
    void whatAServerSaysOfARepositoryHidesNothing(String description) {
        var posts = IntStream.range(0, 50).mapToObj(i -> Write.put("app.bsky.feed.post/" + i, "post " + i));
        host.write(alice, posts.toArray(Write[]::new));
        var ours = IntStream.range(0, 50).mapToObj(i -> Write.put(KEY + i, "key " + i));
        take(host.write(alice, ours.toArray(Write[]::new)));
        portal.resyncAll(clock);
        host.write(alice, Write.delete(KEY + 7), Write.put(KEY + "late", "untold"));
        host.description = Json.readObject(description.getBytes(StandardCharsets.UTF_8));

        portal.network.resync(alice.did, alice.did);
        portal.resyncAll(clock);

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(repo().data()).isEqualTo(alice.data());
        assertThat(portal.network.find(uri(KEY + 8)).orElseThrow().counts()).isTrue();
        assertThat(portal.network.find(uri(KEY + "late")).orElseThrow().counts())
                .isTrue();
        assertThat(portal.network.find(uri(KEY + 7)).orElseThrow().deleted()).isPresent();
        assertThat(portal.network.page(allKeys(), null, 100).records())
                .filteredOn(SeenRecord::counts)
                .hasSize(50);
    }

    /** The head is asked for; the record comes before it is answered, and is told after all that. */
    @ParameterizedTest
    @ValueSource(strings = {"getRecord", "getBlocks"})
    void theFirstRecordForUsIsNotLostWhileItsRepositoryIsLookedAt(String call) {
        var others = IntStream.range(0, 200).mapToObj(i -> Write.put("com.whtwnd.blog.entry/" + i, "entry " + i));
        host.write(alice, others.toArray(Write[]::new));
        host.write(alice, Write.put("app.bsky.feed.post/x", "one"));
        take(host.write(alice, Write.put("app.bsky.feed.post/y", "two")));
        var told = new ArrayList<byte[]>();
        host.beforeAnswer = uri -> {
            if (told.isEmpty() && uri.contains(call)) {
                told.add(host.write(alice, Write.put(KEY + "a", "mine")));
            }
        };

        portal.resyncAll(clock);
        take(told.getFirst());
        portal.resyncAll(clock);

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(portal.network.find(uri(KEY + "a"))).isPresent();
    }

    @Test
    void aLieOfTheOwnServerIsADoubtAndOneOfAStrangerIsNot() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        var lie = alice.commit(host.next(), Write.put(KEY + "b", "two"));
        lie.withArray("ops").removeAll();
        var frame = SignedRepo.frame("#commit", lie);
        var stranger = URI.create("http://127.0.0.1:1");
        portal.followed.follow(stranger, HostKind.PDS, FollowReason.CRAWL, "test");

        portal.ingest.take(claimed("node"), List.of(frame));
        assertThat(repo().isSynchronised()).isTrue();

        take(frame);
        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("do not prove"));
        assertThat(portal.network.find(uri(KEY + "b"))).isEmpty();
        assertThat(portal.network.hosts())
                .allSatisfy(one -> assertThat(one.refused()).isEqualTo(1));
        portal.resyncAll(clock);
        assertThat(portal.network.find(uri(KEY + "b"))).isPresent();
    }

    @Test
    void aStrangersSignatureDoesNotCount() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        var thief = new SignedRepo(alice.did, SigningKey.generate(SigningKey.Curve.K256));

        take(SignedRepo.frame("#commit", thief.commit(host.next(), Write.put(KEY + "b", "stolen"))));

        assertThat(portal.network.find(uri(KEY + "b"))).isEmpty();
        assertThat(repo().isSynchronised()).isFalse();
    }

    @Test
    void aRotatedKeyIsFoundWithoutBeingTold() throws InterruptedException {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        alice.key = SigningKey.generate(SigningKey.Curve.P256);
        host.publish(alice, "alice.test", host.url());
        Thread.sleep(1100); // a document is not asked for twice in a second

        take(host.write(alice, Write.put(KEY + "b", "two")));

        assertThat(portal.network.find(uri(KEY + "b"))).isPresent();
        assertThat(repo().isSynchronised()).isTrue();
        assertThat(portal.events.fired()).contains(new IdentityChanged(alice.did));
    }

    @Test
    void anotherHandleIsTold() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        host.publish(alice, "alicia.test", host.url());

        take(SignedRepo.frame("#identity", alice.identity(host.next())));

        assertThat(repo().handle()).isEqualTo("alicia.test");
        assertThat(portal.events.fired().getLast()).isEqualTo(new IdentityChanged(alice.did));
    }

    @Test
    void whoMovesIsReadAtTheNewPlace() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        try (var other = FakeHost.start()) {
            host.publish(alice, "alice.test", other.url());

            take(SignedRepo.frame("#identity", alice.identity(host.next())));
        }

        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("moved"));
        assertThat(repo().pds()).isNotEqualTo(host.url());
    }

    @Test
    void anAccountTakenDownDoesNotCountUntilItComesBack() {
        take(host.write(alice, Write.put(KEY + "a", "one")));

        take(SignedRepo.frame("#account", alice.account(host.next(), false, "takendown")));
        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().account()).isEqualTo(RepoStatus.TAKENDOWN);
        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().counts()).isFalse();
        assertThat(portal.events.fired()).contains(new AccountChanged(alice.did, RepoStatus.TAKENDOWN));

        take(SignedRepo.frame("#account", alice.account(host.next(), true, "")));
        portal.resyncAll(clock);
        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().counts()).isTrue();
    }

    @Test
    void aDeletedAccountLosesItsRecords() {
        take(host.write(alice, Write.put(KEY + "a", "one")));

        take(SignedRepo.frame("#account", alice.account(host.next(), false, "deleted")));

        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().deleted()).isPresent();
        assertThat(portal.events.fired()).contains(new RecordGone(uri(KEY + "a")));
    }

    @Test
    void tooBigAndSetAnewAreReadWhole() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        var body = alice.commit(host.next(), Write.put(KEY + "b", "two")).put("tooBig", true);
        take(SignedRepo.frame("#commit", body));
        assertThat(repo().isSynchronised()).isFalse();
        portal.resyncAll(clock);
        assertThat(portal.network.find(uri(KEY + "b"))).isPresent();

        alice.commit(0, Write.put(KEY + "c", "three"));
        take(SignedRepo.frame("#sync", alice.sync(host.next())));
        assertThat(repo().isSynchronised()).isFalse();
        portal.resyncAll(clock);
        assertThat(portal.network.find(uri(KEY + "c"))).isPresent();
    }

    @Test
    void whatIsNoValidRecordIsKeptWithTheReason() {
        var wrong = Json.object().put("$type", "com.fedproxy.other").put("text", "x");
        var nul = Json.object().put("$type", "com.fedproxy.sshPublicKey").put("text", "a\u0000b");

        take(host.write(alice, new Write(KEY + "a", wrong), new Write(KEY + "n", nul), Write.put(KEY + "b", "fine")));

        var kept = portal.network.find(uri(KEY + "a")).orElseThrow();
        assertThat(kept.valid()).isFalse();
        assertThat(kept.reason()).contains("$type");
        var odd = portal.network.find(uri(KEY + "n")).orElseThrow();
        assertThat(odd.reason()).contains("NUL");
        assertThat(odd.record().json()).isEqualTo(nul);
        assertThat(Cid.ofDagCbor(odd.cbor())).isEqualTo(odd.record().cid());
        assertThat(portal.network.find(uri(KEY + "b")).orElseThrow().counts()).isTrue();
        assertThat(portal.events.fired()).hasSize(1);
    }

    @Test
    void whatIsNoEventHarmsNothingElse() {
        var frame = host.write(alice, Write.put(KEY + "a", "one"));

        take(new byte[] {1, 2, 3}, frame, Arrays.copyOf(frame, 100));

        assertThat(portal.network.find(uri(KEY + "a"))).isPresent();
        assertThat(portal.network.hosts().getFirst().refused()).isEqualTo(2);
    }

    @Test
    void anErrorEndsTheStreamAfterWhatCameBefore() {
        var frame = host.write(alice, Write.put(KEY + "a", "one"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> take(frame, SignedRepo.error("ConsumerTooSlow")))
                .withMessageContaining("ConsumerTooSlow");

        assertThat(portal.network.find(uri(KEY + "a"))).isPresent();
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(1);
    }

    @Test
    void aCursorAheadIsForgotten() {
        take(host.write(alice, Write.put(KEY + "a", "one")));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> take(SignedRepo.error("FutureCursor")));

        assertThat(portal.network.hosts().getFirst().cursor()).isNull();
    }

    @Test
    void aHostThatCountsBackIsReadFromItsBeginning() {
        take(host.write(alice, Write.put(KEY + "a", "one")), host.write(alice, Write.put(KEY + "a", "two")));
        host.startOver();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> take(host.write(alice, Write.put(KEY + "b", "after"))))
                .withMessageContaining("1 after 2");

        assertThat(portal.network.hosts().getFirst().cursor()).isNull();
    }

    /** A tree with an empty node below its root has no level: looking for it would never end. */
    @Test
    void aTreeWithoutEndIsRefused() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        var frame = SignedRepo.frame("#commit", alice.hollow(host.next(), KEY + "a"));

        take(frame, host.write(host.account("bob.test"), Write.put(KEY + "b", "another's")));

        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("empty node"));
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(3);
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsRefusedAlone() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        portal.store.records = new NetworkWriteStore() {
            @Override
            List<NetworkEvent> put(List<RecordWrite> writes, String source, Instant now) {
                if (writes.stream().anyMatch(write -> write.uri().rkey().equals("bad"))) {
                    throw new IllegalStateException(new SQLException("index row size 3000", "54000"));
                }
                return portal.written.put(writes, source, now);
            }
        };
        var bob = host.account("bob.test");

        take(host.write(alice, Write.put(KEY + "bad", "too much")), host.write(bob, Write.put(KEY + "good", "fine")));

        assertThat(repo().desynchronisedBy()).contains("The database does not take it");
        assertThat(portal.network.find(new AtUri("at://" + bob.did + "/" + KEY + "good")))
                .isPresent();
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(3);
    }

    /** An AT-URI as long as the syntax allows does not fit into an index. */
    @Test
    void aNameTooLongIsNoLink() {
        var record = Json.object()
                .put("$type", "com.fedproxy.sshPublicKey")
                .put("text", "at://did:x:" + "y".repeat(2000) + "/com.fedproxy.sshPublicKey/" + "z".repeat(500));

        take(host.write(alice, new Write(KEY + "a", record)));

        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().counts()).isTrue();
    }

    /** The old server says that the account is gone; the new one may not be followed yet. */
    @Test
    void whoHasMovedIsNotGone() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        try (var other = FakeHost.start()) {
            host.publish(alice, "alice.test", other.url());

            take(SignedRepo.frame("#account", alice.account(host.next(), false, "deleted")));
        }

        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().deleted()).isEmpty();
        assertThat(repo().status()).isEqualTo(RepoStatus.ACTIVE);
        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("moved"));
    }

    @Test
    void aTombstoneEndsAnAccount() throws InterruptedException {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        host.tombstone(alice.did);
        Thread.sleep(1100); // a document is not asked for twice in a second

        portal.repos.desynchronise(alice.did, "asked for", clock.instant());
        portal.resyncAll(clock);

        assertThat(repo().status()).isEqualTo(RepoStatus.DELETED);
        assertThat(portal.network.find(uri(KEY + "a")).orElseThrow().deleted()).isPresent();
        assertThat(portal.events.fired()).contains(new AccountChanged(alice.did, RepoStatus.DELETED));
    }

    /** What a relay tells of strangers is not the beginning of what they wrote. */
    @Test
    void aRelaysStrangerIsReadWholeOnceItConcernsUs() {
        host.write(alice, Write.put(KEY + "old", "before we listened"));
        claim = new HostClaim(host.url(), HostKind.RELAY, "node", null);
        take(host.write(alice, Write.put("app.bsky.feed.like/a", "not ours")));
        assertThat(portal.network.repo(alice.did)).isEmpty();

        take(host.write(alice, Write.put(KEY + "new", "ours")));
        portal.resyncAll(clock);

        assertThat(portal.network.find(uri(KEY + "old"))).isPresent();
        assertThat(repo().isSynchronised()).isTrue();
    }

    @Test
    void aRelaysHoleIsADoubtOfAllThatOnlyItTells() {
        claim = new HostClaim(host.url(), HostKind.RELAY, "node", null);
        take(host.write(alice, Write.put(KEY + "a", "one")));
        assertThat(repo().isSynchronised()).isTrue();

        take(SignedRepo.frame(
                Json.object().put("op", 1).put("t", "#info"), Json.object().put("name", "OutdatedCursor")));

        assertThat(repo().desynchronisedBy())
                .hasValueSatisfying(why -> assertThat(why).contains("hole"));
    }

    @Test
    void aTimeFinerThanOurClockHarmsNothing() {
        claim = new HostClaim(host.url(), HostKind.RELAY, "node", null);
        for (var time : List.of("2026-11-22T22:00:00.1234567891Z", "+99999999-01-01T00:00:00Z", "noon")) {
            var body = alice.commit(host.next(), Write.put(KEY + "t", time)).put("time", time);

            take(SignedRepo.frame("#commit", body));

            assertThat(portal.network
                            .find(uri(KEY + "t"))
                            .orElseThrow()
                            .record()
                            .text("text"))
                    .isEqualTo(time);
        }

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(portal.network.hosts().getFirst().refused()).isZero();
    }

    @Test
    void anEventThatCannotBeReadIsADoubtOfItsAccountAlone() {
        claim = new HostClaim(host.url(), HostKind.RELAY, "node", null);
        var bob = host.account("bob.test");
        take(host.write(alice, Write.put(KEY + "a", "one")), host.write(bob, Write.put(KEY + "b", "one")));
        var broken = bob.commit(host.next(), Write.put(KEY + "c", "two"));
        broken.withArray("ops").removeAll().add("no operation");
        var strangers = host.account("carol.test").identity(host.next()).put("did", "did:plc:nobodyknowsthisoneyet234");
        strangers.put("seq", "none");

        take(SignedRepo.frame("#commit", broken), SignedRepo.frame("#identity", strangers));

        assertThat(repo().isSynchronised()).isTrue();
        assertThat(portal.network.desynchronised(10)).singleElement().satisfies(one -> {
            assertThat(one.did()).isEqualTo(bob.did);
            assertThat(one.desynchronisedBy())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("Event 3 of " + host.url() + " cannot be read"));
        });
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(3);
        portal.resyncAll(clock);
        assertThat(portal.network.find(new AtUri("at://" + bob.did + "/" + KEY + "c")))
                .isPresent();
    }

    /** The cursor and what it brought are one: who no longer holds the host can store neither. */
    @Test
    void onlyWhoHoldsTheHostStores() {
        var stale = new HostClaim(host.url(), HostKind.PDS, "another node", null);
        var frame = host.write(alice, Write.put(KEY + "a", "one"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> portal.ingest.take(stale, List.of(frame)))
                .extracting(ProblemException::type)
                .isEqualTo(NetworkProblem.STREAM_ENDED);

        assertThat(portal.network.find(uri(KEY + "a"))).isEmpty();
        assertThat(portal.network.repo(alice.did)).isEmpty();
        var now = clock.instant();
        assertThat(portal.hosts.claim(ClaimTurn.of("another node", now, now.plusSeconds(15), 10)))
                .isEmpty();
        var later = now.plus(Duration.ofSeconds(20));
        assertThat(portal.hosts.claim(ClaimTurn.of("another node", later, later.plusSeconds(15), 10)))
                .hasSize(1);
    }

    @Test
    void whatIsCutInTheMiddleLeavesNothingAndIsTakenAgain() {
        var frame = host.write(alice, Write.put(KEY + "a", "one"));
        portal.store.records = new NetworkWriteStore() {
            @Override
            List<NetworkEvent> put(List<RecordWrite> writes, String source, Instant now) {
                throw new IllegalStateException("cut");
            }
        };

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> take(frame));

        assertThat(portal.network.hosts().getFirst().cursor()).isNull();
        assertThat(portal.network.repo(alice.did)).isEmpty();
        assertThat(portal.events.fired()).isEmpty();
        portal.store.records = portal.written;
        take(frame);
        assertThat(portal.network.find(uri(KEY + "a"))).isPresent();
        assertThat(portal.network.hosts().getFirst().cursor()).isEqualTo(1);
    }

    /** Random writes of several accounts, told in batches with losses and replays: in the end the view is the network. */
    @Test
    void whateverHappensTheViewBecomesTheNetwork() {
        var random = new Random(11);
        var people = List.of(alice, host.account("bob.test"), host.account("carol.test"));
        for (var round = 0; round < 25; round++) {
            var frames = new ArrayList<byte[]>();
            for (var i = 0; i < 8; i++) {
                var repo = people.get(random.nextInt(3));
                var path = KEY + random.nextInt(12);
                var isDeletion = repo.paths().contains(path) && random.nextInt(3) == 0;
                var write = isDeletion ? Write.delete(path) : Write.put(path, "v" + random.nextInt(1000));
                var frame = host.write(repo, write);
                if (random.nextInt(15) != 0) {
                    frames.add(frame);
                }
                if (random.nextInt(10) == 0) {
                    frames.add(frame);
                }
            }
            if (random.nextInt(6) == 0) {
                Collections.swap(frames, 0, frames.size() - 1);
            }
            take(frames.toArray(byte[][]::new));
            if (random.nextInt(4) == 0) {
                portal.resyncAll(clock);
            }
        }
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(Clock.offset(clock, Duration.ofHours(1)));

        for (var repo : people) {
            assertThat(portal.network.repo(repo.did).orElseThrow().isSynchronised())
                    .isTrue();
            var seen = portal.network.page(RecordFilter.by(repo.did), null, 100).records();
            assertThat(seen)
                    .extracting(one -> one.record().uri().collection() + "/"
                            + one.record().uri().rkey())
                    .containsExactlyInAnyOrderElementsOf(repo.paths());
            assertThat(seen)
                    .allSatisfy(one -> assertThat(one.record().cid())
                            .isEqualTo(repo.cid(KEY + one.record().uri().rkey())));
        }
        assertThat(changes()).hasSize((int)
                portal.network.page(allKeys(), null, 500).records().size());
    }

    private List<RecordChange> changes() {
        var all = new ArrayList<RecordChange>();
        var at = ChangePoint.START;
        for (var page = portal.network.changes(at, 7); !page.isEmpty(); page = portal.network.changes(at, 7)) {
            all.addAll(page);
            at = page.getLast().at();
        }
        return all;
    }

    private static RecordFilter allKeys() {
        return RecordFilter.of(new Nsid("com.fedproxy.sshPublicKey")).withAll();
    }

    @Test
    void findsBacklinksAndPages() {
        take(host.write(alice, Write.put(KEY + "a", "one")));
        for (var i = 0; i < 5; i++) {
            var link = Json.object().put("$type", "com.fedproxy.rbac");
            link.putArray("about").addObject().put("uri", uri(KEY + "a").value());
            take(host.write(alice, new Write("com.fedproxy.rbac/" + i, link)));
        }

        assertThat(portal.network.backlinks(uri(KEY + "a"), 3)).hasSize(3);
        assertThat(portal.network.backlinks(uri(KEY + "b"), 3)).isEmpty();
        var first = portal.network.page(RecordFilter.of(new Nsid("com.fedproxy.rbac")), null, 3);
        var second = portal.network.page(
                RecordFilter.of(new Nsid("com.fedproxy.rbac")), first.next().orElseThrow(), 3);
        assertThat(first.records()).extracting(one -> one.record().uri().rkey()).containsExactly("4", "3", "2");
        assertThat(second.records())
                .extracting(one -> one.record().uri().rkey())
                .containsExactly("1", "0");
        assertThat(second.next()).isEmpty();
    }

    private SeenRepo repo() {
        return portal.network.repo(alice.did).orElseThrow();
    }

    private AtUri uri(String path) {
        return new AtUri("at://" + alice.did + "/" + path);
    }

    private void take(byte[]... frames) {
        claim = portal.ingest.take(claim, List.of(frames));
    }
}
