package org.computecontracts.network.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.network.NetworkUnderTest;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.host.FollowReason;
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

/** A repository that is too long to be taken whole. */
class TreeReadingTest {
    private static final Database DATABASE = Database.fresh();
    private static final String KEY = "com.fedproxy.sshPublicKey/";
    private static final int POSTS = 1500;
    private static final int OURS = 30;
    private final FakeHost host = FakeHost.start();
    private final Clock clock = Clock.systemUTC();
    private final NetworkUnderTest portal = new NetworkUnderTest(DATABASE, host.http(), host.identities(clock), clock);
    private final SignedRepo alice = host.account("alice.test");

    @BeforeEach
    void mostOfItIsNotForUs() {
        DATABASE.clear();
        var posts = IntStream.range(0, POSTS).mapToObj(i -> Write.put("app.bsky.feed.post/" + i, "post " + i));
        var ours = IntStream.range(0, OURS).mapToObj(i -> Write.put(KEY + i, "key " + i));
        alice.commit(1, posts.toArray(Write[]::new));
        alice.commit(2, ours.toArray(Write[]::new));
        alice.commit(3, Write.put("zz.example.last/a", "behind"), Write.put("sh.tangled.graph.vouch/x", "a vouch"));
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.SETTING, "test");
        configure(portal.settings, "cc.network.max-repository", 40_000);
    }

    @AfterEach
    void end() {
        portal.close();
        host.close();
    }

    /** Marked by a poll, then read. */
    private void read() {
        portal.polls.poll(new PollTurn(host.url(), HostKind.PDS, HostState.WAITING));
        portal.resyncAll(Clock.offset(clock, Duration.ofHours(1)));
    }

    @Test
    void readsOnlyTheWayToWhatIsOursAndKnowsThatItIsAll() {
        read();

        assertThat(alice.archive()).hasSizeGreaterThan(3 * portal.settings.maxRepository());
        whole();
        assertThat(seen()).hasSize(OURS + 1);
        assertThat(host.calls()).noneMatch(call -> call.contains("getRepo?"));
        assertThat(asked()).isLessThan(150);
    }

    @Test
    void findsWhatWasDeletedMeanwhile() {
        read();
        alice.commit(4, Write.delete(KEY + 7), Write.put(KEY + "new", "one more"));

        read();

        whole();
        assertThat(portal.network.find(uri(KEY + 7)).orElseThrow().deleted()).isPresent();
        assertThat(seen()).hasSize(OURS + 1).contains(KEY + "new");
    }

    /** Its server forgets the nodes of the tree before: the newer commit is taken, with what came already. */
    @Test
    void aRepositoryThatMovesOnMeanwhileIsReadAsItIsThen() {
        var writes = new AtomicInteger();
        host.beforeAnswer = call -> {
            if (call.contains("getBlocks") && writes.incrementAndGet() <= 4) {
                alice.commit(0, Write.put(KEY + "late" + writes, "late"), Write.delete(KEY + writes));
            }
        };

        read();

        assertThat(writes.get()).isGreaterThan(4);
        whole();
        assertThat(seen()).contains(KEY + "late4").doesNotContain(KEY + "4");
    }

    @Test
    void oneThatNeverStandsStillIsLeftForLater() {
        var writes = new AtomicInteger();
        host.beforeAnswer = call -> {
            if (call.contains("getBlocks")) {
                var n = writes.incrementAndGet();
                var all = IntStream.range(0, OURS).mapToObj(i -> Write.put(KEY + i, n + " times"));
                alice.commit(0, all.toArray(Write[]::new));
            }
        };

        read();

        assertThat(doubt()).contains("does not give all blocks");
        assertThat(writes.get()).isLessThan(200);
        host.beforeAnswer = null;
        read();
        whole();
    }

    @Test
    void aBlockThatIsNotWhatItsHashSaysIsALie() {
        host.lie = found -> changed(found, (cid, block) -> {
            block[block.length - 1] ^= 1;
            return block;
        });

        read();

        assertThat(doubt())
                .contains("what is no block of it")
                .contains(host.url().toString());
        assertThat(seen()).isEmpty();
        host.lie = null;
        read();
        whole();
    }

    @Test
    void aBlockKeptBackIsNoticed() {
        var record = alice.cid(KEY + 3);
        host.lie = found -> without(found, record);

        read();

        assertThat(doubt()).contains("does not give all blocks");
        assertThat(seen()).isEmpty();
    }

    @Test
    void nothingInPlaceOfBlocksEndsAtOnce() {
        host.lie = found -> new Car(List.of(), new LinkedHashMap<>());

        read();

        assertThat(doubt()).contains("does not give all blocks");
        assertThat(asked()).isLessThan(150);
    }

    @Test
    void moreForUsThanIsReadIsRefusedByName() {
        configure(portal.settings, "cc.network.max-repository", 3_000);

        read();

        assertThat(doubt()).contains("more than 3000 bytes for us");
        configure(portal.settings, "cc.network.max-repository", 40_000);
        read();
        whole();
    }

    @Test
    void ofAServerThatGivesNoBlocksTheArchiveIsTaken() {
        host.givesBlocks = false;
        read();
        assertThat(doubt()).contains("answers more than 40000 bytes");

        configure(portal.settings, "cc.network.max-repository", 1 << 20);
        read();

        whole();
        assertThat(seen()).hasSize(OURS + 1);
    }

    @Test
    void whatIsAllOursComesAsOneArchive() {
        var bob = host.account("bob.test");
        bob.commit(1, Write.put(KEY + "a", "one"), Write.put(KEY + "b", "two"));

        read();

        assertThat(portal.network.repo(bob.did).orElseThrow().isSynchronised()).isTrue();
        assertThat(host.calls())
                .anyMatch(call -> call.contains("getRepo?")
                        && call.contains(bob.did.value().substring(8)));
        assertThat(host.calls())
                .noneMatch(call -> call.contains("getBlocks")
                        && call.contains(bob.did.value().substring(8)));
    }

    private interface Change {
        byte[] of(Cid cid, byte[] block);
    }

    private static Car changed(Car car, Change change) {
        var blocks = new LinkedHashMap<Cid, byte[]>();
        car.blocks().forEach((cid, block) -> blocks.put(cid, change.of(cid, block.clone())));
        return new Car(car.roots(), blocks);
    }

    private static Car without(Car car, Cid one) {
        var blocks = new LinkedHashMap<>(car.blocks());
        blocks.remove(one);
        return new Car(car.roots(), blocks);
    }

    private void whole() {
        assertThat(portal.network.repo(alice.did).orElseThrow().desynchronisedBy())
                .isEmpty();
        assertThat(portal.network.repo(alice.did).orElseThrow().rev()).isEqualTo(alice.rev());
        assertThat(seen())
                .containsExactlyInAnyOrderElementsOf(alice.paths().stream()
                        .filter(path -> path.startsWith("com.fedproxy.") || path.startsWith("sh.tangled.graph.vouch"))
                        .toList());
    }

    private String doubt() {
        return portal.network.repo(alice.did).orElseThrow().desynchronisedBy().orElseThrow();
    }

    private List<String> seen() {
        return portal.network.page(RecordFilter.by(alice.did), null, 500).records().stream()
                .map(record -> record.record().uri())
                .map(uri -> uri.collection() + "/" + uri.rkey())
                .toList();
    }

    /** How many blocks were asked for. */
    private int asked() {
        return host.calls().stream()
                .filter(call -> call.contains("getBlocks"))
                .mapToInt(call -> call.split("cids=", -1).length - 1)
                .sum();
    }

    private AtUri uri(String path) {
        return new AtUri("at://" + alice.did + "/" + path);
    }
}
