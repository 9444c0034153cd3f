package org.computecontracts.pds.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoriesTest {
    private static final Database DATABASE = Database.fresh();
    private static final String NOTE = "com.example.note";
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, new MovingClock());
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasAnAccount() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @Test
    void aRecordComesBackAsItWasHashed() {
        var note = note("hello").put("number", 7);
        note.putNull("nothing");

        var created = create("a", note);

        var typed = note.deepCopy().put("$type", NOTE);
        assertThat(created.path("uri").asText()).isEqualTo("at://" + alice.did() + "/" + NOTE + "/a");
        assertThat(created.path("cid").asText()).isEqualTo(Cid.ofRecord(typed).value());
        assertThat(created.path("validationStatus").asText()).isEqualTo("unknown");
        var read = get("a");
        assertThat(Cid.ofRecord(read.get("value"))).isEqualTo(Cid.ofRecord(typed));
        assertThat(read.path("cid")).isEqualTo(created.path("cid"));
    }

    @Test
    void aKeyIsMadeUpWhereNoneIsNamed() {
        var input = input(alice).set("record", note("hello"));

        var uri = procedure("createRecord", (ObjectNode) input).path("uri").asText();

        assertThat(uri).matches("at://did:plc:[a-z2-7]{24}/com\\.example\\.note/[2-7a-z]{13}");
    }

    @Test
    void aKeyInUseIsAClean400() {
        create("a", note("hello"));

        assertRefused(PdsProblem.RECORD_ALREADY_EXISTS, () -> create("a", note("hello")));
    }

    @Test
    void everyCommitHasALaterRevision() {
        var first = create("a", note("one")).at("/commit/rev").asText();
        var second = create("b", note("two")).at("/commit/rev").asText();

        assertThat(second).isGreaterThan(first);
        assertThat(latest().path("rev").asText()).isEqualTo(second);
    }

    @Test
    void aWriterWhoHadToWaitSeesWhatBecameOfTheAccount() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor();
                var other = DATABASE.dataSource().getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from pds_repo for no key update");
            var write = threads.submit(() -> create("a", note("hello")));
            while (!isWaited(statement)) {
                Thread.sleep(10);
            }
            statement.execute("update pds_account set active = false");
            other.commit();

            assertThatThrownBy(write::get).hasMessageContaining("Account is deactivated");
        }
    }

    private static boolean isWaited(Statement statement) throws SQLException {
        try (var waiting = statement.executeQuery("select 1 from pg_locks where not granted")) {
            return waiting.next();
        }
    }

    @Test
    void writersAtOnceTakeTurns() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var writes = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(() -> create("k" + i, note("note " + i))))
                    .toList();
            for (var write : writes) {
                write.get();
            }
        }

        assertThat(keys(Map.of("limit", "100"))).hasSize(24);
        var numbers = pds.get(EventStore.class).after(0, 100).stream()
                .map(EventStore.Numbered::seq)
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 28).boxed().toList());
        var car = CarReader.read(pds.archive(
                "com.atproto.sync.getRepo", Map.of("did", alice.did().value())));
        var commit = RepoCommit.of(car.block(car.roots().getFirst()));
        assertThat(Mst.open(commit.data(), car::block).entries()).hasSize(24);
    }

    @Test
    void puttingTheSameContentAgainChangesNothing() {
        put("a", note("one"), null);
        var before = latest();

        var again = put("a", note("one"), null);

        assertThat(again.has("commit")).isFalse();
        assertThat(latest()).isEqualTo(before);
    }

    @Test
    void deletingWhatIsGoneChangesNothing() {
        create("a", note("one"));
        procedure("deleteRecord", input(alice).put("rkey", "a"));
        var before = latest();

        assertThat(procedure("deleteRecord", input(alice).put("rkey", "a")).isEmpty())
                .isTrue();

        assertThat(latest()).isEqualTo(before);
        assertRefused(PdsProblem.RECORD_NOT_FOUND, () -> get("a"));
    }

    @Test
    void refusesAStaleRecordSwap() {
        var first = create("a", note("one")).path("cid").asText();
        put("a", note("two"), Json.MAPPER.valueToTree(first));

        assertRefused(PdsProblem.INVALID_SWAP, () -> put("a", note("three"), Json.MAPPER.valueToTree(first)))
                .hasMessageStartingWith("Record was at baf");
        assertRefused(
                PdsProblem.INVALID_SWAP,
                () -> put("a", note("three"), Json.object().nullNode()));
        assertRefused(
                PdsProblem.INVALID_SWAP,
                () -> procedure("deleteRecord", input(alice).put("rkey", "a").put("swapRecord", first)));
        put("b", note("new"), Json.object().nullNode());
        assertThat(get("a").at("/value/text").asText()).isEqualTo("two");
    }

    @Test
    void refusesAStaleCommitSwap() {
        var stale = latest().path("cid").asText();
        create("a", note("one"));
        var input = input(alice).put("rkey", "b").put("swapCommit", stale);

        assertRefused(PdsProblem.INVALID_SWAP, () -> procedure("createRecord", input.set("record", note("two"))));
    }

    @Test
    void severalWritesAreOneCommitOrNone() {
        create("a", note("one"));
        create("b", note("two"));
        var input = Json.object().put("repo", alice.did().value());
        var writes = input.putArray("writes");
        writes.add(write("create", "c", note("three")));
        writes.add(write("update", "a", note("changed")));
        writes.add(write("delete", "b", null));

        var reply = procedure("applyWrites", input);

        assertThat(StreamSupport.stream(reply.path("results").spliterator(), false)
                        .map(result -> result.path("$type").asText()))
                .containsExactly(
                        "com.atproto.repo.applyWrites#createResult",
                        "com.atproto.repo.applyWrites#updateResult",
                        "com.atproto.repo.applyWrites#deleteResult");
        assertThat(latest().path("rev")).isEqualTo(reply.at("/commit/rev"));
        assertThat(keys(Map.of())).containsExactly("c", "a");

        writes.removeAll();
        writes.add(write("create", "d", note("four")));
        writes.add(write("update", "missing", note("five")));
        assertRefused(PdsProblem.RECORD_NOT_FOUND, () -> procedure("applyWrites", input));
        assertThat(keys(Map.of())).containsExactly("c", "a");
    }

    @Test
    void refusesTwoWritesOfOneRecord() {
        var input = Json.object().put("repo", alice.did().value());
        input.putArray("writes").add(write("create", "a", note("one"))).add(write("delete", "a", null));

        assertRefused(PdsProblem.INVALID_REQUEST, () -> procedure("applyWrites", input));
    }

    @Test
    void nobodyWritesToAnothersRepository() {
        var eve = pds.signUp("eve.test");
        create("a", note("mine"));
        var input = input(alice).put("rkey", "a");
        input.set("record", note("eve's"));

        for (var method : new String[] {"createRecord", "putRecord", "deleteRecord", "applyWrites"}) {
            assertRefused(
                    PdsProblem.ACCOUNT_NOT_FOUND,
                    () -> pds.procedure("com.atproto.repo." + method, eve.access(), input));
        }
        input.put("repo", "alice.test");
        assertRefused(
                PdsProblem.ACCOUNT_NOT_FOUND, () -> pds.procedure("com.atproto.repo.putRecord", eve.access(), input));
        assertThat(get("a").at("/value/text").asText()).isEqualTo("mine");
    }

    @Test
    void refusesWritesWithoutAnAccessToken() {
        var input = input(alice).put("rkey", "a");
        input.set("record", note("hello"));

        assertThatThrownBy(() -> pds.procedure("com.atproto.repo.createRecord", null, input))
                .isInstanceOf(XrpcError.class)
                .hasMessage("Authentication Required");
        assertRefused(
                PdsProblem.INVALID_TOKEN, () -> pds.procedure("com.atproto.repo.createRecord", alice.refresh(), input));
    }

    @Test
    void refusesWhatCannotBeARecord() {
        for (var rkey : new String[] {"", ".", "..", "a b", "a/b", "é", "x".repeat(513)}) {
            assertRefused(PdsProblem.INVALID_REQUEST, () -> create(rkey, note("hello")));
        }
        assertRefused(
                PdsProblem.INVALID_REQUEST, () -> create("a", note("hello").put("number", 1.5)));
        assertRefused(
                PdsProblem.INVALID_REQUEST, () -> create("a", note("hello").put("$type", "com.example.other")));
        var broken = note("hello");
        broken.putObject("link").put("$link", "nonsense");
        assertRefused(PdsProblem.INVALID_REQUEST, () -> create("a", broken));
        assertThatThrownBy(() -> procedure("createRecord", input(alice).put("record", "text")))
                .hasMessage("A record must be an object");
        assertThatThrownBy(() -> procedure("createRecord", input(alice).put("collection", "nodots")))
                .isInstanceOf(XrpcError.class);
        assertThat(keys(Map.of())).isEmpty();
    }

    /** The published cases of what the data model has no place for (atproto-interop-tests). */
    @Test
    void refusesEachRecordThatTheDataModelForbids() throws IOException {
        try (var vectors =
                getClass().getResourceAsStream("/vectors/atproto-interop/data-model/data-model-invalid.json")) {
            for (var vector : Json.MAPPER.readTree(vectors)) {
                var input = input(alice);
                input.set("record", vector.path("json"));
                assertRefused(PdsProblem.INVALID_REQUEST, () -> procedure("createRecord", input))
                        .as(vector.path("note").asText())
                        .hasMessageMatching("A record must be an object|Invalid com.example.note record: .+");
            }
        }
        assertThat(keys(Map.of())).isEmpty();
    }

    @Test
    void refusesNumbersThatReadersInJavaScriptCannotHold() {
        for (var number : new String[] {"9007199254740992", "-9007199254740992", "1e300", "9007199254740992.0"}) {
            var record = note("hello");
            record.set("number", Json.read(number));
            assertRefused(PdsProblem.INVALID_REQUEST, () -> create("a", record)).hasMessageContaining("within 2^53");
        }
        var endless =
                "{\"repo\":\"%s\",\"collection\":\"com.example.note\",\"record\":{\"n\":1e999}}".formatted(alice.did());
        assertRefused(
                        PdsProblem.INVALID_REQUEST,
                        () -> pds.upload(
                                "com.atproto.repo.createRecord",
                                alice.access(),
                                endless.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("within 2^53");
        var largest = note("hello");
        largest.set("number", Json.read("[9007199254740991, -9007199254740991, 1.0]"));
        create("a", largest);
        assertThat(keys(Map.of())).containsExactly("a");
    }

    @Test
    void saysWhetherTheLexiconIsKept() {
        var vouch = Json.object().put("kind", "no such kind");
        var input = Json.object()
                .put("repo", alice.did().value())
                .put("collection", "sh.tangled.graph.vouch")
                .put("rkey", alice.did().value());
        input.set("record", vouch);

        assertRefused(PdsProblem.INVALID_REQUEST, () -> procedure("putRecord", input))
                .hasMessageStartingWith("Invalid sh.tangled.graph.vouch record: ");
        assertThat(procedure("putRecord", input.put("validate", false)).has("validationStatus"))
                .isFalse();
        var unknown = input(alice).put("rkey", "a").put("validate", true);
        unknown.set("record", note("hello"));
        assertRefused(PdsProblem.INVALID_REQUEST, () -> procedure("createRecord", unknown))
                .hasMessage("Unknown lexicon type: com.example.note");
    }

    @Test
    void listsByPageInBothDirections() {
        for (var key : new String[] {"b", "B", "a", "c", "_"}) {
            create(key, note(key));
        }

        assertThat(keys(Map.of())).containsExactly("c", "b", "a", "_", "B");
        assertThat(keys(Map.of("reverse", "true"))).containsExactly("B", "_", "a", "b", "c");
        assertThat(keys(Map.of("limit", "2"))).containsExactly("c", "b");
        assertThat(keys(Map.of("limit", "2", "cursor", "b"))).containsExactly("a", "_");
        assertThat(keys(Map.of("limit", "2", "cursor", "a", "reverse", "true"))).containsExactly("b", "c");
        assertThatThrownBy(() -> keys(Map.of("limit", "101"))).isInstanceOf(XrpcError.class);
    }

    @Test
    void describesARepository() {
        create("a", note("hello"));

        var description = pds.query("com.atproto.repo.describeRepo", null, Map.of("repo", "alice.test"));

        assertThat(description.path("did").asText()).isEqualTo(alice.did().value());
        assertThat(description.path("handleIsCorrect").asBoolean()).isTrue();
        assertThat(description.path("collections").path(0).asText()).isEqualTo(NOTE);
        assertThat(description.at("/didDoc/id").asText()).isEqualTo(alice.did().value());
    }

    @Test
    void anOldVersionIsNotKept() {
        var old = create("a", note("one")).path("cid").asText();
        put("a", note("two"), null);

        assertRefused(
                PdsProblem.RECORD_NOT_FOUND,
                () -> pds.query(
                        "com.atproto.repo.getRecord",
                        null,
                        Map.of("repo", "alice.test", "collection", NOTE, "rkey", "a", "cid", old)));
    }

    private static ObjectNode note(String text) {
        return Json.object().put("text", text);
    }

    private static ObjectNode input(PdsUnderTest.Login login) {
        return Json.object().put("repo", login.did().value()).put("collection", NOTE);
    }

    private ObjectNode create(String rkey, ObjectNode record) {
        return procedure("createRecord", input(alice).put("rkey", rkey).set("record", record));
    }

    private ObjectNode put(String rkey, ObjectNode record, @Nullable JsonNode swap) {
        var input = input(alice).put("rkey", rkey);
        input.set("record", record);
        if (swap != null) {
            input.set("swapRecord", swap);
        }
        return procedure("putRecord", input);
    }

    private static ObjectNode write(String action, String rkey, @Nullable ObjectNode value) {
        var write = Json.object()
                .put("$type", "com.atproto.repo.applyWrites#" + action)
                .put("collection", NOTE)
                .put("rkey", rkey);
        return value == null ? write : write.set("value", value);
    }

    private ObjectNode procedure(String method, ObjectNode input) {
        return pds.procedure("com.atproto.repo." + method, alice.access(), input);
    }

    private ObjectNode get(String rkey) {
        return pds.query(
                "com.atproto.repo.getRecord",
                null,
                Map.of("repo", alice.did().value(), "collection", NOTE, "rkey", rkey));
    }

    private ObjectNode latest() {
        return pds.query(
                "com.atproto.sync.getLatestCommit",
                null,
                Map.of("did", alice.did().value()));
    }

    private List<String> keys(Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("repo", "alice.test");
        parameters.put("collection", NOTE);
        var page = pds.query("com.atproto.repo.listRecords", null, parameters);
        return StreamSupport.stream(page.path("records").spliterator(), false)
                .map(record -> record.path("uri").asText())
                .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
                .toList();
    }
}
