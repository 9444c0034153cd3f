package org.computecontracts.plc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.web.PlcOverHttp;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlcDirectoryTest {
    private static final Database DATABASE = Database.fresh();
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private final PlcDirectory directory = pds.get(PlcDirectory.class);
    private final SigningKey rotation = SigningKey.generate(Curve.K256);
    private final SigningKey recovery = SigningKey.generate(Curve.P256);
    private final SigningKey signing = SigningKey.generate(Curve.K256);
    private final PlcOperation genesis = PlcOperation.genesis(
            new Handle("alice.test"),
            URI.create("https://pds.example"),
            List.of(recovery.didKey()),
            Map.of("atproto", signing.didKey()),
            rotation);
    private final Did did = genesis.did();

    @BeforeEach
    void aliceIsRegistered() {
        DATABASE.clear();
        directory.submit(did, genesis.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bnewbold_robocracy",
                "bskyapp",
                "tombstone",
                "duplicate_rotation_keys",
                "empty_rotation_keys",
                "nullification",
                "nullification_at_exactly_72h",
                "nullification_nontrivial",
                "nullified_tombstone"
            })
    void takesLogsOfThePublicDirectory(String name) throws IOException {
        DATABASE.clear(); // what Alice has came years later
        var log = published("valid/log_" + name);

        log.forEach(this::submit);

        var published = new Did(log.get(0).path("did").asText());
        assertThat(directory.audit(published).stream()
                        .map(entry -> entry.operation().cid() + " " + entry.nullified())
                        .toList())
                .isEqualTo(StreamSupport.stream(log.spliterator(), false)
                        .map(entry -> entry.path("cid").asText() + " "
                                + entry.path("nullified").asBoolean())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nullification_reused_key",
                "nullification_too_slow",
                "sig_b64_newline",
                "sig_b64_padding_bits",
                "sig_b64_padding_chars",
                "sig_der",
                "sig_k256_high_s",
                "sig_p256_high_s",
                "update_nullified",
                "update_tombstoned"
            })
    void refusesLogsThatOthersRefuse(String name) throws IOException {
        DATABASE.clear();
        var log = published("invalid/log_invalid_" + name);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> log.forEach(this::submit));
    }

    private void submit(JsonNode entry) {
        clock.set(Instant.parse(entry.path("createdAt").asText()));
        directory.submit(new Did(entry.path("did").asText()), (ObjectNode) entry.path("operation"));
    }

    private static JsonNode published(String name) throws IOException {
        try (var in = PlcDirectoryTest.class.getResourceAsStream("/vectors/did-plc/" + name + ".json")) {
            return Json.MAPPER.readTree(in);
        }
    }

    /** All in one moment, and told in milliseconds: each page goes on from the last time of the one before, as copies do. */
    @Test
    void aCopyOfAllOperationsSeesEachOnce() {
        clock.set(Instant.parse("2026-11-22T08:00:00.000700100Z"));
        for (var i = 0; i < 6; i++) {
            var operation = PlcOperation.genesis(
                    new Handle("k" + i + ".test"), URI.create("https://pds.example"), List.of(), Map.of(), rotation);
            directory.submit(operation.did(), operation.json());
        }

        var times = new ArrayList<String>();
        var dids = new HashSet<String>();
        var last = "1970-01-01T00:00:00Z";
        for (var page = exported(last, "3"); !page.isEmpty(); page = exported(last, "3")) {
            page.forEach(entry -> times.add(entry.path("createdAt").asText()));
            page.forEach(entry -> dids.add(entry.path("did").asText()));
            last = times.getLast();
        }

        assertThat(dids).hasSize(7);
        assertThat(times).hasSize(7).isSorted().doesNotHaveDuplicates();
        assertThat(times.getFirst()).isEqualTo("2026-11-22T08:00:00.000Z");
        assertThat(times.getLast()).isEqualTo("2026-11-22T08:00:00.006Z");
    }

    @Test
    void aCopyThatAsksForMoreGetsWhatThereIs() {
        assertThat(exported("1970-01-01T00:00:00Z", "100000000000")).hasSize(1);
        for (var count : List.of("0", "-1", "", "many", "9".repeat(30))) {
            assertRefused(PdsProblem.INVALID_REQUEST, () -> exported("1970-01-01T00:00:00Z", count));
        }
        assertRefused(PdsProblem.INVALID_REQUEST, () -> exported("yesterday", "1"));
    }

    private List<JsonNode> exported(String after, String count) {
        var lines =
                new PlcOverHttp(pds::get).answer("GET", "export", Map.of("after", after, "count", count), new byte[0]);
        return lines.lines().map(Json::read).toList();
    }

    @Test
    void showsADidAsDocumentAndAsData() {
        var document = PlcDocument.of(did, directory.current(did));

        assertThat(document.at("/verificationMethod/0/id").asText()).isEqualTo(did + "#atproto");
        assertThat("did:key:"
                        + document.at("/verificationMethod/0/publicKeyMultibase")
                                .asText())
                .isEqualTo(signing.didKey());
        assertThat(document.at("/service/0/id").asText()).isEqualTo("#atproto_pds");
        assertThat(document.at("/service/0/serviceEndpoint").asText()).isEqualTo("https://pds.example");
        var data = PlcDocument.data(did, directory.current(did));
        assertThat(data.at("/verificationMethods/atproto").asText()).isEqualTo(signing.didKey());
        assertThat(data.at("/rotationKeys/0").asText()).isEqualTo(recovery.didKey());
    }

    @Test
    void theSameOperationAgainChangesNothing() {
        directory.submit(did, genesis.json());

        assertThat(directory.log(did)).hasSize(1);
        assertThat(directory.log(did).getFirst().toJson().path("cid").asText())
                .isEqualTo(genesis.cid().value());
    }

    @Test
    void eitherRotationKeyMayGoOn() {
        var first = successor(
                genesis, recovery, json -> json.putArray("alsoKnownAs").add("at://alice.example"));
        directory.submit(did, first.json());
        var second = successor(first, rotation, json -> json.putObject("services"));
        directory.submit(did, second.json());

        assertThat(directory.log(did)).hasSize(3);
        assertThat(directory.current(did)).isEqualTo(second);
    }

    @Test
    void refusesSignaturesOfOtherKeys() {
        var stranger = SigningKey.generate(Curve.K256);
        var taking = successor(
                genesis, stranger, json -> json.putArray("rotationKeys").add(stranger.didKey()));
        assertRefused(PlcProblem.INVALID_OPERATION, () -> directory.submit(did, taking.json()));

        var changed = genesis.json().deepCopy();
        changed.putArray("alsoKnownAs").add("at://eve.test");
        var forged = new PlcOperation(changed);
        assertRefused(PlcProblem.INVALID_OPERATION, () -> directory.submit(forged.did(), forged.json()));
        assertThat(directory.log(did)).hasSize(1);
    }

    @Test
    void refusesADidThatIsNotTheHashOfItsFirstOperation() {
        var other = new Did("did:plc:" + "a".repeat(24));

        assertRefused(PlcProblem.INVALID_OPERATION, () -> directory.submit(other, genesis.json()));
        assertRefused(PlcProblem.DID_NOT_REGISTERED, () -> directory.log(other));
    }

    @Test
    void refusesWhatDoesNotFollowTheLastOperation() {
        var first = successor(genesis, rotation, json -> json.putObject("services"));
        directory.submit(did, first.json());
        var fork = successor(genesis, rotation, json -> json.putArray("alsoKnownAs"));
        var lost = successor(successor(genesis, rotation, json -> json.putArray("alsoKnownAs")), genesis, rotation);

        assertRefused(PlcProblem.INVALID_OPERATION, () -> directory.submit(did, fork.json()));
        assertRefused(PlcProblem.OPERATION_OUT_OF_ORDER, () -> directory.submit(did, lost.json()));
        assertRefused(PlcProblem.OPERATION_OUT_OF_ORDER, () -> directory.submit(did, genesis.json()));
    }

    @Test
    void aStrongerKeyTakesTheDidBackWithin72Hours() {
        var theft = successor(
                genesis, rotation, json -> json.putArray("rotationKeys").add(rotation.didKey()));
        directory.submit(did, theft.json());
        directory.submit(did, successor(theft, genesis, rotation).json());
        clock.pass(Duration.ofHours(71));
        var rescue = successor(
                genesis, recovery, json -> json.putArray("rotationKeys").add(recovery.didKey()));

        directory.submit(did, rescue.json());
        directory.submit(did, rescue.json());

        assertThat(directory.current(did)).isEqualTo(rescue);
        assertThat(directory.log(did)).hasSize(2);
        assertThat(directory.audit(did).stream().map(PlcEntry::nullified)).containsExactly(false, true, true, false);
    }

    @Test
    void after72HoursWhatIsDoneIsDone() {
        var theft = successor(
                genesis, rotation, json -> json.putArray("rotationKeys").add(rotation.didKey()));
        directory.submit(did, theft.json());
        clock.pass(Duration.ofHours(73));
        var late = successor(genesis, recovery, json -> json.putArray("alsoKnownAs"));

        assertRefused(PlcProblem.RECOVERY_TOO_LATE, () -> directory.submit(did, late.json()));
        assertThat(directory.current(did)).isEqualTo(theft);
    }

    @Test
    void aTombstoneIsTheEnd() {
        var unsigned = Json.object()
                .put("type", "plc_tombstone")
                .put("prev", genesis.cid().value());
        directory.submit(did, PlcOperation.signed(unsigned, rotation).json());

        assertRefused(PlcProblem.DID_TOMBSTONED, () -> directory.current(did));
        var after = successor(directory.log(did).getLast().operation(), genesis, rotation);
        assertRefused(PlcProblem.DID_TOMBSTONED, () -> directory.submit(did, after.json()));
    }

    @Test
    void refusesTooManyOperationsAnHour() {
        var last = genesis;
        for (var i = 0; i < 9; i++) {
            last = successor(last, genesis, rotation);
            directory.submit(did, last.json());
        }
        var tooMany = successor(last, genesis, rotation).json();

        assertRefused(PlcProblem.RATE_LIMIT_EXCEEDED, () -> directory.submit(did, tooMany));
        clock.pass(Duration.ofHours(2));
        directory.submit(did, tooMany);
        assertThat(directory.log(did)).hasSize(11);
    }

    @Test
    void refusesMalformedOperations() {
        assertMalformed(json -> json.put("type", "create"));
        assertMalformed(json -> json.put("more", 1));
        assertMalformed(json -> json.remove("services"));
        assertMalformed(json -> json.putArray("rotationKeys").add("did:key:z6Mk"));
        assertMalformed(json -> json.putArray("alsoKnownAs").add("no uri"));
        assertMalformed(json -> json.putObject("verificationMethods").put("atproto", "key"));
        assertMalformed(json -> json.putObject("services").putObject("a").put("type", "x"));
        assertMalformed(json -> json.put("sig", json.get("sig").asText() + "=="));
        assertMalformed(json -> json.put("prev", "nonsense"));
        assertMalformed(json -> json.putArray("alsoKnownAs").add("at://" + "a".repeat(9000)));
    }

    /** Each field in turn with each kind of nonsense: refused with a reason, whatever it is. */
    @Test
    void refusesNonsenseInEveryPlace() {
        var nonsense =
                Json.read("[null, true, -1, 1e300, \"\", \"\\u0000\", \"did:key:z\", [[]], [null], {\"a\": null}, {}]");
        for (var field : List.of("type", "rotationKeys", "verificationMethods", "services", "prev", "sig")) {
            for (var value : nonsense) {
                if (value.equals(genesis.json().get(field)) || value.isEmpty() && value.isObject()) {
                    continue;
                }
                var json = genesis.json().deepCopy();
                json.set(field, value);
                assertThatExceptionOfType(ProblemException.class)
                        .as("%s: %s", field, value)
                        .isThrownBy(() -> directory.submit(did, json))
                        .satisfies(refused -> assertThat(refused.type())
                                .isIn(PlcProblem.INVALID_OPERATION, PlcProblem.OPERATION_OUT_OF_ORDER))
                        .satisfies(refused ->
                                assertThat(refused.detail()).isNotEmpty().doesNotContain("Exception"));
            }
        }
        assertThat(directory.log(did)).hasSize(1);
    }

    private void assertMalformed(Consumer<ObjectNode> change) {
        var json = genesis.json().deepCopy();
        change.accept(json);
        assertRefused(PlcProblem.INVALID_OPERATION, () -> directory.submit(did, json));
    }

    private static PlcOperation successor(PlcOperation last, SigningKey key, Consumer<ObjectNode> change) {
        var json = last.json().deepCopy().put("prev", last.cid().value());
        json.remove("sig");
        change.accept(json);
        return PlcOperation.signed(json, key);
    }

    /** The content of one operation after another. */
    private static PlcOperation successor(PlcOperation last, PlcOperation content, SigningKey key) {
        return successor(content, key, json -> json.put("prev", last.cid().value()));
    }
}
