package org.computecontracts.pds.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;
import static org.computecontracts.testing.Injection.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.session.Archives;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportTest {
    private static final Database DATABASE = Database.fresh();
    private static final String NOTE = "com.example.note";
    private static final SigningKey KEY = SigningKey.generate(Curve.K256);
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private final Map<Cid, byte[]> blocks = new LinkedHashMap<>();
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasNotes() {
        DATABASE.clear();
        clock.set(Instant.now());
        alice = pds.signUp("alice.test");
        for (var i = 0; i < 8; i++) {
            write("k" + i, "note " + i);
        }
    }

    @Test
    void whatWasExportedComesBackWithTheSameTree() {
        var file = export();
        var data = commit(file).data();
        write("later", "to be gone");
        write("k0", "changed");

        take(file);

        var now = export();
        assertThat(commit(now).data()).isEqualTo(data);
        assertThat(commit(now).rev()).isGreaterThan(commit(file).rev());
        assertThat(pds.query("com.atproto.repo.listRecords", null, Map.of("repo", "alice.test", "collection", NOTE))
                        .path("records"))
                .hasSize(8);
        write("k9", "goes on");
        assertThat(Mst.open(commit(export()).data(), CarReader.read(export())::block)
                        .entries())
                .hasSize(9);
    }

    /** Records of before 2023 name a blob by a text, with its type and without its size. */
    @Test
    void aBlobThatIsReferredToAsOfOldComesAlong() {
        var picture = "<svg/>".getBytes(StandardCharsets.UTF_8);
        var cid = Cid.ofRaw(picture);
        var record = Json.object().put("$type", NOTE);
        record.putArray("images").addObject().put("cid", cid.value()).put("mimeType", "image/svg+xml");
        record.putObject("none").put("cid", "of nothing").put("mimeType", "image/png");
        var blob = Map.of("did", alice.did().value(), "cid", cid.value());
        take(file(node(null, entry("old", block(record)))));

        var missing = pds.query("com.atproto.repo.listMissingBlobs", alice.access(), Map.of());
        assertThat(missing.path("blobs")).hasSize(1);
        assertThat(missing.at("/blobs/0/cid").asText()).isEqualTo(cid.value());
        assertThat(missing.at("/blobs/0/recordUri").asText()).endsWith("/old");
        var taken = pds.upload("com.atproto.repo.uploadBlob", alice.access(), picture);

        assertThat(taken.at("/blob/mimeType").asText()).isEqualTo("image/svg+xml");
        assertThat(pds.query("com.atproto.repo.listMissingBlobs", alice.access(), Map.of())
                        .path("blobs"))
                .isEmpty();
        clock.pass(Duration.ofDays(1));
        pds.get(Blobs.class).collect();
        assertThat(pds.archive("com.atproto.sync.getBlob", blob)).isEqualTo(picture);
        assertThat(pds.query(
                                "com.atproto.sync.listBlobs",
                                null,
                                Map.of("did", alice.did().value()))
                        .path("cids"))
                .hasSize(1);
    }

    @Test
    void noNewRecordRefersToABlobAsOfOld() {
        var record = Json.object();
        record.putObject("image").put("cid", Cid.ofRaw(new byte[1]).value()).put("mimeType", "image/png");

        assertRefused(PdsProblem.INVALID_REQUEST, () -> write("new", record))
                .hasMessageContaining("Legacy blobs are not allowed");
        record.withObject("/image").put("alt", "so it is something else");
        write("new", record);
    }

    @Test
    void nothingIsTakenOfAFileThatEndsAnywhereTooEarly() {
        var file = export();
        var before = head();

        for (var length = 0; length < file.length; length++) {
            var cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(ProblemException.class)
                    .as("cut at %d of %d", length, file.length)
                    .isThrownBy(() -> Import.of(cut, alice.did(), clock.instant()))
                    .satisfies(refused -> assertThat(refused.type()).isEqualTo(PdsProblem.INVALID_REQUEST));
        }
        assertRefused(PdsProblem.INVALID_REQUEST, () -> take(Arrays.copyOf(file, file.length - 1)));
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void everyFlippedByteIsNoticed() {
        var file = export();
        var taken = Import.of(file, alice.did(), clock.instant());

        for (var i = 0; i < file.length; i++) {
            var forged = file.clone();
            forged[i] ^= 0x10;
            try {
                assertThat(Import.of(forged, alice.did(), clock.instant())
                                .tree()
                                .records())
                        .as("byte %d", i)
                        .isEqualTo(taken.tree().records());
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(PdsProblem.INVALID_REQUEST);
            }
        }
    }

    @Test
    void refusesTheRepositoryOfSomebodyElse() {
        var bob = pds.signUp("bob.test");
        var file =
                pds.archive("com.atproto.sync.getRepo", Map.of("did", bob.did().value()));

        assertRefused(PdsProblem.INVALID_REQUEST, () -> take(file))
                .hasMessageContaining(bob.did().value());
    }

    @Test
    void refusesATreeThatIsNotTheOneItsKeysMake() {
        var record = block(Json.object().put("$type", NOTE));
        assertThat(refusal(node(null, entry("b", record), entry("a", record)))).contains("out of order");
        assertThat(refusal(node(null, entry("a", record), entry("a", record)))).contains("out of order");
        var leaf = node(null, entry("a", record));
        assertThat(refusal(node(leaf))).contains("root");
        assertThat(refusal(node(leaf, entry("b", record)))).containsAnyOf("level", "lowest");
        assertThat(refusal(node(node(null), entry("b", record)))).containsAnyOf("empty", "lowest");
        assertThat(refusal(node(null, entry("a", Cid.ofRaw(new byte[1])))))
                .contains(Cid.ofRaw(new byte[1]).value());
        var wasteful = Json.object().putNull("l");
        wasteful.putArray("e").add(item(0, NOTE + "/a", record)).add(item(0, NOTE + "/ab", record));
        assertThat(refusal(block(wasteful))).containsAnyOf("not written", "level");
    }

    /** A hundred thousand levels below each other: nothing may be walked deeper than keys can reach. */
    @Test
    void refusesADeepTree() {
        var root = node(null, entry("a", block(Json.object().put("$type", NOTE))));
        for (var i = 0; i < 100_000; i++) {
            root = node(root);
        }

        assertThat(refusal(root)).contains("root");
    }

    /** A node can only lead back to itself where a block is not what its name says. */
    @Test
    void refusesBlocksThatLieAboutTheirHash() {
        var record = block(Json.object().put("$type", NOTE));
        var honest = node(null, entry("a", record));
        var cycle = Json.object();
        cycle.putObject("l").put("$link", honest.value());
        cycle.putArray("e");
        blocks.put(honest, DagCbor.encode(cycle));
        assertThat(refusal(honest)).contains("A block is not what its hash says: " + honest);

        blocks.put(honest, new byte[0]);
        assertThat(refusal(honest)).contains("A block is not what its hash says: " + honest);
    }

    @Test
    void refusesFilesThatAreNoArchives() {
        var header = DagCbor.encode(Json.object().put("version", 2).set("roots", Json.MAPPER.createArrayNode()));
        var endless = new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        var unrooted = new Car(List.of(), Map.of()).bytes();

        assertThat(refusal(new byte[0])).contains("Not a repository to import");
        assertThat(refusal(endless)).contains("too long");
        assertThat(refusal(new byte[] {127, 1})).contains("ends too early");
        assertThat(refusal(sized(header))).contains("version 1");
        assertThat(refusal(unrooted)).contains("one root");
        assertThat(refusal("{\"error\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .contains("Not a repository");
    }

    private static byte[] sized(byte[] section) {
        var bytes = new byte[1 + section.length];
        bytes[0] = (byte) section.length;
        System.arraycopy(section, 0, bytes, 1, section.length);
        return bytes;
    }

    private String refusal(byte[] file) {
        return assertRefused(PdsProblem.INVALID_REQUEST, () -> take(file))
                .actual()
                .getMessage();
    }

    @Test
    void refusesRecordsThatAreNone() {
        assertThat(refusal(node(null, entry("a", raw(new byte[] {(byte) 0x80})))))
                .contains("no object");
        var real = new byte[] {(byte) 0xa1, 0x61, 'x', (byte) 0xfb, 0x3f, (byte) 0xf8, 0, 0, 0, 0, 0, 0};
        assertThat(refusal(node(null, entry("a", raw(real))))).isNotEmpty();
        var unsorted = new byte[] {(byte) 0xa2, 0x61, 'b', 1, 0x61, 'a', 1};
        assertThat(refusal(node(null, entry("a", raw(unsorted))))).isNotEmpty();
        var large = Json.object().put("$type", NOTE).put("text", "x".repeat(1 << 20));
        assertThat(refusal(node(null, entry("a", block(large))))).contains("too large");
    }

    @Test
    void takesRecordsAsTheyAreWhateverTheirType() {
        var untyped = block(Json.object().put("text", "of old"));
        var other = block(Json.object().put("$type", "com.example.other"));
        var odd = Json.object();
        odd.putObject("image").put("$type", "blob").putObject("ref").put("$link", "to nothing");
        var root = node(null, entry("b", untyped), entry("c", other), entry("d", raw(DagCbor.encodeAsMaps(odd))));

        take(file(root));

        assertThat(commit(export()).data()).isEqualTo(root);
        assertThat(record("b").path("cid").asText()).isEqualTo(untyped.value());
        assertThat(record("b").path("value")).isEqualTo(Json.object().put("text", "of old"));
        assertThat(record("c").at("/value/$type").asText()).isEqualTo("com.example.other");
        assertThat(record("d").path("value")).isEqualTo(odd);
        take(export());
    }

    private JsonNode record(String rkey) {
        var record = Map.of("repo", alice.did().value(), "collection", NOTE, "rkey", rkey);
        return pds.query("com.atproto.repo.getRecord", null, record);
    }

    @Test
    void saysHowMuchAnArchiveMayHave() {
        configure(pds.get(PdsSettings.class), "cc.pds.import-bytes", 1000);
        var headers = Map.of("authorization", "Bearer " + alice.access());
        var call = new XrpcCall("POST", "com.atproto.repo.importRepo", "", new byte[1001], headers, "192.0.2.1");

        var refused = XrpcMethods.of(pds.methods()).answer(call);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("PayloadTooLarge", "1000 bytes");
        assertThat(XrpcMethods.of(pds.methods())
                        .answer(call.withBody(new byte[1000]))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesARevisionFromTheFuture() {
        var root = node(null);
        var ahead = new Tid("zzzzzzzzzzzzz".replaceFirst("z", "j"));

        assertThat(refusal(root, alice.did(), ahead)).contains("future");
    }

    private String refusal(Cid root) {
        return refusal(root, alice.did(), Tid.next());
    }

    private String refusal(Cid root, Did did, Tid rev) {
        try {
            Import.of(file(did, root, rev), did, clock.instant());
            return "";
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(PdsProblem.INVALID_REQUEST);
            return e.detail();
        }
    }

    private byte[] file(Cid root) {
        return file(alice.did(), root, Tid.next());
    }

    private byte[] file(Did did, Cid root, Tid rev) {
        var commit = RepoCommit.signed(did, root, rev, KEY);
        var all = new LinkedHashMap<>(blocks);
        all.put(commit.cid(), commit.block());
        return new Car(List.of(commit.cid()), all).bytes();
    }

    private Cid block(ObjectNode json) {
        return raw(DagCbor.encode(json));
    }

    private Cid raw(byte[] bytes) {
        var cid = Cid.ofDagCbor(bytes);
        blocks.put(cid, bytes);
        return cid;
    }

    private record Entry(String rkey, Cid value) {}

    private static Entry entry(String rkey, Cid value) {
        return new Entry(rkey, value);
    }

    private Cid node(@Nullable Cid left, Entry... entries) {
        var json = Json.object();
        if (left == null) {
            json.putNull("l");
        } else {
            json.putObject("l").put("$link", left.value());
        }
        var list = json.putArray("e");
        var last = "";
        for (var entry : entries) {
            var key = NOTE + "/" + entry.rkey();
            var shared = 0;
            while (shared < Math.min(last.length(), key.length()) && last.charAt(shared) == key.charAt(shared)) {
                shared++;
            }
            list.add(item(shared, key.substring(shared), entry.value()));
            last = key;
        }
        return block(json);
    }

    private static ObjectNode item(int shared, String rest, Cid value) {
        var item = Json.object().put("p", shared).putNull("t");
        item.putObject("k").put("$bytes", Base64.getEncoder().encodeToString(rest.getBytes(StandardCharsets.UTF_8)));
        item.putObject("v").put("$link", value.value());
        return item;
    }

    private void take(byte[] file) {
        pds.upload("com.atproto.repo.importRepo", alice.access(), file);
    }

    private byte[] export() {
        return pds.archive("com.atproto.sync.getRepo", Map.of("did", alice.did().value()));
    }

    private static RepoCommit commit(byte[] file) {
        var car = CarReader.read(file);
        return RepoCommit.of(car.block(car.roots().getFirst()));
    }

    private RepoHead head() {
        return pds.get(Archives.class).head(alice.did());
    }

    private void write(String rkey, String text) {
        write(rkey, Json.object().put("text", text));
    }

    private void write(String rkey, ObjectNode record) {
        var input = Json.object()
                .put("repo", alice.did().value())
                .put("collection", NOTE)
                .put("rkey", rkey);
        input.set("record", record);
        pds.procedure("com.atproto.repo.putRecord", alice.access(), input);
    }
}
