package org.computecontracts.pds.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.repo.Repositories;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large records cost a bounded amount of memory, whoever reads them. */
class LargeRecordsTest {
    private static final Database DATABASE = Database.fresh();
    private static final Nsid NOTE = new Nsid("com.example.note");
    private static final int SIZE = 140_000;
    private static final int RECORDS = 20;
    private static final int BUDGET = 1 << 20;
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasAnAccount() {
        DATABASE.clear();
        clock.set(Instant.now());
        alice = pds.signUp("alice.test");
    }

    @Test
    void aPageOfThemEndsEarlyAndTheCursorGoesOn() {
        aliceHasLargeRecords();
        for (var reverse : List.of("false", "true")) {
            var keys = new ArrayList<String>();
            var page = page(reverse, "");
            while (page.has("cursor")) {
                assertThat(page.path("records")).hasSizeBetween(1, BUDGET / SIZE);
                page.path("records")
                        .forEach(record -> keys.add(record.path("uri").asText()));
                page = page(reverse, page.path("cursor").asText());
            }
            assertThat(keys).hasSize(RECORDS).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsLargerThanAPageIsAPage() {
        var record = prepare("huge", "x".repeat(2 * BUDGET));
        DATABASE.inTransaction(em -> em.createNativeQuery(
                        "insert into pds_record (did, collection, rkey, cid, rev, cbor) values (?1, ?2, ?3, ?4, 'r', ?5)")
                .setParameter(1, alice.did().value())
                .setParameter(2, NOTE.value())
                .setParameter(3, record.rkey())
                .setParameter(4, record.cid().value())
                .setParameter(5, record.cbor())
                .executeUpdate());
        write("small");

        var first = page("true", "");

        assertThat(first.path("records")).hasSize(1);
        assertThat(page("true", first.path("cursor").asText()).path("records")).hasSize(1);
    }

    @Test
    void aReaderOfTheFirehoseGetsThemFewAtATime() {
        aliceHasLargeRecords();
        var events = pds.get(EventStore.class);
        var cursor = 4L;
        while (cursor < 4 + RECORDS) {
            var batch = events.after(cursor, 50);
            assertThat(batch).hasSizeBetween(1, BUDGET / SIZE);
            assertThat(batch.getFirst().seq()).isEqualTo(cursor + 1);
            cursor = batch.getLast().seq();
        }
        assertThat(events.after(cursor, 50)).isEmpty();
    }

    @Test
    void anArchiveOfThemIsWhole() {
        aliceHasLargeRecords();
        var same = "y".repeat(SIZE);
        pds.get(Repositories.class).write(alice.did(), batch(List.of(prepare("one", same), prepare("two", same))));
        for (var i = 0; i < 600; i += 200) {
            var small = IntStream.range(i, i + 200)
                    .mapToObj(number -> prepare("small" + number, "note " + number))
                    .toList();
            pds.get(Repositories.class).write(alice.did(), batch(small));
        }

        var file = pds.archive(
                "com.atproto.sync.getRepo", Map.of("did", alice.did().value()));

        var car = CarReader.read(file);
        var commit = RepoCommit.of(car.block(car.roots().getFirst()));
        var entries = Mst.open(commit.data(), car::block).entries();
        assertThat(entries).hasSize(RECORDS + 2 + 600);
        assertThat(car.blocks()).containsKeys(entries.values().toArray(Cid[]::new));
        assertThat(car.bytes()).hasSameSizeAs(file);
        assertThat(car.blocks().keySet().iterator().next()).isEqualTo(commit.cid());
    }

    @Test
    void refusesACommitThatRelaysWouldDrop() {
        var before = head();
        var tooMuch = IntStream.range(0, 15)
                .mapToObj(i -> prepare("k" + i, i + "x".repeat(SIZE)))
                .toList();

        assertRefused(
                        PdsProblem.INVALID_REQUEST,
                        () -> pds.get(Repositories.class).write(alice.did(), batch(tooMuch)))
                .hasMessageContaining("2000000 bytes");

        assertThat(head()).isEqualTo(before);
        pds.get(Repositories.class).write(alice.did(), batch(tooMuch.subList(0, 13)));
        assertThat(head()).isNotEqualTo(before);
    }

    @Test
    void refusesCallsThatAreLargerThanTheReferenceTakes() {
        for (var method : List.of("createRecord", "putRecord", "applyWrites")) {
            var reply = XrpcMethods.of(pds.methods())
                    .answer(new XrpcCall(
                            "POST",
                            "com.atproto.repo." + method,
                            "",
                            ("{\"x\":\"" + "x".repeat(150 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8),
                            Map.of("authorization", "Bearer " + alice.access()),
                            "192.0.2.1"));

            assertThat(reply.status()).isEqualTo(413);
        }
    }

    private void aliceHasLargeRecords() {
        IntStream.range(0, RECORDS).forEach(i -> write("k" + i));
    }

    private void write(String rkey) {
        pds.get(Repositories.class).write(alice.did(), batch(List.of(prepare(rkey, rkey + "x".repeat(SIZE)))));
    }

    private PreparedRecord prepare(String rkey, String text) {
        return pds.get(RecordRules.class).prepare(NOTE, rkey, Json.object().put("text", text), false);
    }

    private static Batch batch(List<PreparedRecord> records) {
        return new Batch(
                records.stream()
                        .map(record -> Write.of(Write.Action.CREATE, record))
                        .toList(),
                null,
                null);
    }

    private ObjectNode page(String reverse, String cursor) {
        var parameters = new HashMap<>(
                Map.of("repo", "alice.test", "collection", NOTE.value(), "limit", "100", "reverse", reverse));
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return pds.query("com.atproto.repo.listRecords", null, parameters);
    }

    private RepoHead head() {
        return pds.get(Archives.class).head(alice.did());
    }
}
