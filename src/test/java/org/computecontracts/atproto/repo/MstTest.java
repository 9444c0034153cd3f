package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MstTest {
    private static final Cid LEAF = new Cid("bafyreie5cvv4h45feadgeuwhbcutmh6t2ceseocckahdoe6uat64zmz454");

    static Stream<JsonNode> keyHeights() throws IOException {
        return vectors("mst/key_heights.json");
    }

    @ParameterizedTest
    @MethodSource("keyHeights")
    void countsTheHeightOfAKey(JsonNode vector) {
        assertThat(MstKey.height(vector.get("key").asText()))
                .isEqualTo(vector.get("height").asInt());
    }

    static Stream<JsonNode> commonPrefixes() throws IOException {
        return vectors("mst/common_prefix.json");
    }

    @ParameterizedTest
    @MethodSource("commonPrefixes")
    void findsTheCommonPrefix(JsonNode vector) {
        var left = vector.get("left").asText().getBytes(StandardCharsets.UTF_8);
        var right = vector.get("right").asText().getBytes(StandardCharsets.UTF_8);

        assertThat(MstKey.commonPrefix(left, right)).isEqualTo(vector.get("len").asInt());
    }

    static Stream<JsonNode> commitProofs() throws IOException {
        return vectors("firehose/commit-proof-fixtures.json");
    }

    @ParameterizedTest
    @MethodSource("commitProofs")
    void makesTheSameTreesAndProofsAsOthers(JsonNode vector) {
        var tree = Mst.empty();
        vector.get("keys").forEach(key -> tree.put(key.asText(), LEAF));
        assertThat(tree.root().value()).isEqualTo(vector.get("rootBeforeCommit").asText());

        vector.get("adds").forEach(key -> tree.put(key.asText(), LEAF));
        vector.get("dels").forEach(key -> assertThat(tree.delete(key.asText())).isTrue());
        assertThat(tree.root().value()).isEqualTo(vector.get("rootAfterCommit").asText());

        var proof = new HashMap<String, byte[]>();
        Stream.of("adds", "dels")
                .flatMap(list -> stream(vector.get(list)))
                .forEach(key -> tree.proof(key.asText()).forEach((cid, block) -> proof.put(cid.value(), block)));
        assertThat(proof.keySet())
                .containsExactlyInAnyOrderElementsOf(stream(vector.get("blocksInProof"))
                        .map(JsonNode::asText)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("commitProofs")
    void aProofIsEnoughToUndoTheCommit(JsonNode vector) {
        var tree = Mst.empty();
        vector.get("keys").forEach(key -> tree.put(key.asText(), LEAF));
        vector.get("adds").forEach(key -> tree.put(key.asText(), LEAF));
        vector.get("dels").forEach(key -> tree.delete(key.asText()));
        var proof = new HashMap<Cid, byte[]>();
        Stream.of("adds", "dels")
                .flatMap(list -> stream(vector.get(list)))
                .forEach(key -> proof.putAll(tree.proof(key.asText())));

        var partial = Mst.open(tree.root(), from(proof));
        vector.get("adds").forEach(key -> partial.delete(key.asText()));
        vector.get("dels").forEach(key -> partial.put(key.asText(), LEAF));

        assertThat(partial.root().value())
                .isEqualTo(vector.get("rootBeforeCommit").asText());
    }

    /** The changes alone, applied to a store of blocks, must always leave exactly the blocks of the tree. */
    @Test
    void aTreeChangedInStepsIsTheTreeMadeAtOnce() {
        var random = new Random(7);
        var stored = new HashMap<Cid, byte[]>();
        var expected = new TreeMap<String, Cid>();
        var root = stored(Mst.empty(), stored);
        for (var step = 0; step < 400; step++) {
            var tree = Mst.open(root, from(stored));
            for (var write = random.nextInt(4); write >= 0; write--) {
                var key = "com.example.record/" + random.nextInt(150);
                if (random.nextInt(5) < 2) {
                    assertThat(tree.delete(key)).isEqualTo(expected.remove(key) != null);
                } else {
                    var value = Cid.ofRaw(new byte[] {(byte) random.nextInt(3)});
                    tree.put(key, value);
                    expected.put(key, value);
                }
            }
            root = stored(tree, stored);

            var atOnce = Mst.empty();
            expected.forEach(atOnce::put);
            assertThat(root).isEqualTo(atOnce.root());
            assertThat(stored.keySet()).isEqualTo(atOnce.changes().added().keySet());
        }
        assertThat(Mst.open(root, from(stored)).entries()).containsExactlyEntriesOf(expected);
    }

    @Test
    void aChangeReadsOnlyAPath() {
        var big = Mst.empty();
        for (var i = 0; i < 5000; i++) {
            big.put("com.example.record/" + Tid.next(), LEAF);
        }
        var stored = big.changes().added();
        var reads = new HashMap<Cid, Integer>();
        var tree = Mst.open(big.root(), cid -> {
            reads.merge(cid, 1, Integer::sum);
            return stored.get(cid);
        });

        tree.put("com.example.record/" + Tid.next(), LEAF);

        assertThat(reads).hasSizeLessThan(15);
        assertThat(reads.values()).containsOnly(1);
    }

    /** A few bytes each, which would become a megabyte each. */
    @Test
    void refusesANodeWhoseKeysRepeatALongOne() {
        var node = Json.object().putNull("l");
        var entries = node.putArray("e");
        for (var key : List.of("a".repeat(1_000_000), "b", "c")) {
            var entry = entries.addObject().put("p", key.length() > 1 ? 0 : 1_000_000);
            entry.putObject("k")
                    .put("$bytes", Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
            entry.putNull("t").putObject("v").put("$link", LEAF.value());
        }
        var block = DagCbor.encode(node);

        assertThatIllegalArgumentException().isThrownBy(() -> MstNode.of(block)).withMessageContaining("1024 bytes");
    }

    @Test
    void refusesKeysThatAreNoPaths() {
        for (var key : new String[] {"", "a", "a/", "/b", "a/b/c", "a/b c", "a/é"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Mst.empty().put(key, LEAF));
        }
    }

    private static Cid stored(Mst tree, Map<Cid, byte[]> blocks) {
        tree.changes().removed().forEach(cid -> assertThat(blocks.remove(cid)).isNotNull());
        blocks.putAll(tree.changes().added());
        return tree.root();
    }

    private static MstSource from(Map<Cid, byte[]> blocks) {
        return new Car(List.of(), blocks)::block;
    }

    private static Stream<JsonNode> vectors(String name) throws IOException {
        try (var in = MstTest.class.getResourceAsStream("/vectors/" + name)) {
            return stream(Json.MAPPER.readTree(in));
        }
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
