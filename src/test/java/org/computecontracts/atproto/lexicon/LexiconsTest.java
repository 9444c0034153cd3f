package org.computecontracts.atproto.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Vectors;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconsTest {
    private static final String INTEROP = "atproto-interop/lexicon/";
    private static final Nsid EXAMPLE = new Nsid("example.lexicon.record");

    private final Lexicons lexicons = new Lexicons();

    private void withCatalog() {
        for (var name : List.of("record", "query", "procedure", "subscription", "permission-set")) {
            lexicons.add((ObjectNode) Vectors.json(INTEROP + "catalog/" + name + ".json"));
        }
    }

    static Stream<JsonNode> validData() {
        return Vectors.each(INTEROP + "record-data-valid.json");
    }

    @ParameterizedTest
    @MethodSource("validData")
    void takesValidRecords(JsonNode vector) {
        withCatalog();

        assertThat(lexicons.violations(EXAMPLE, (ObjectNode) vector.path("data")))
                .isEmpty();
    }

    static Stream<JsonNode> invalidData() {
        return Vectors.each(INTEROP + "record-data-invalid.json");
    }

    @ParameterizedTest
    @MethodSource("invalidData")
    void refusesInvalidRecords(JsonNode vector) {
        withCatalog();

        assertThat(lexicons.violations(EXAMPLE, (ObjectNode) vector.path("data")))
                .isNotEmpty();
    }

    /** Some of the vectors lack a required field as well: each must fail for the reason it is there for. */
    @ParameterizedTest
    @MethodSource("invalidData")
    void namesTheReason(JsonNode vector) {
        withCatalog();
        var data = ((ObjectNode) vector.path("data")).deepCopy();
        if (!vector.path("name").asText().equals("missing required field") && !data.has("integer")) {
            data.put("integer", 1);
        }

        assertThat(lexicons.violations(EXAMPLE, data)).isNotEmpty();
    }

    static Stream<JsonNode> validLexicons() {
        return Vectors.each(INTEROP + "lexicon-valid.json");
    }

    @ParameterizedTest
    @MethodSource("validLexicons")
    void readsValidLexicons(JsonNode vector) {
        var lexicon = Lexicon.parse((ObjectNode) vector.path("lexicon"));

        assertThat(lexicon.id().value())
                .isEqualTo(vector.path("lexicon").path("id").asText());
    }

    static Stream<JsonNode> invalidLexicons() {
        return Vectors.each(INTEROP + "lexicon-invalid.json");
    }

    @ParameterizedTest
    @MethodSource("invalidLexicons")
    void refusesInvalidLexicons(JsonNode vector) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lexicon.parse((ObjectNode) vector.path("lexicon")));
    }

    private static List<Path> ours() throws IOException {
        try (var files = Files.walk(Path.of("lexicons"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    @Test
    void oursAreValidWhereTheirNameSaysAndReferToWhatIsThere() throws IOException {
        assertThat(ours()).hasSizeGreaterThan(20);
        for (var file : ours()) {
            var text = Files.readString(file);
            var lexicon = Lexicon.parse((ObjectNode) Json.read(text));
            var path = Path.of("lexicons")
                    .relativize(file)
                    .toString()
                    .replace('/', '.')
                    .replaceFirst("\\.json$", "");
            assertThat(lexicon.id().value()).isEqualTo(path);
            assertThat(lexicons.find(lexicon.id())).contains(lexicon);
            var refs = new TreeSet<String>();
            lexicon.defs().findValuesAsText("ref").forEach(refs::add);
            lexicon.defs().findValues("refs").forEach(list -> list.forEach(ref -> refs.add(ref.asText())));
            for (var ref : refs) {
                assertThat(ref.startsWith("#") ? lexicon.def(ref.substring(1)).isPresent() : isThere(ref))
                        .as("%s in %s", ref, file)
                        .isTrue();
            }
        }
    }

    private boolean isThere(String ref) {
        var parts = ref.split("#", 2);
        return lexicons.find(new Nsid(parts[0]))
                .filter(lexicon -> parts.length == 1 || lexicon.def(parts[1]).isPresent())
                .isPresent();
    }

    /** The TypeScript tools refuse an object inside an object (their zod schema knows only references there). */
    @Test
    void oursNestNoObjects() throws IOException {
        for (var file : ours()) {
            for (var properties : Json.read(Files.readString(file)).findValues("properties")) {
                properties.forEach(property -> {
                    assertThat(property.path("type").asText()).as("%s", file).isNotEqualTo("object");
                    assertThat(property.path("items").path("type").asText())
                            .as("%s", file)
                            .isNotEqualTo("object");
                });
            }
        }
    }

    @Test
    void theMarketsRecordsAreValidByOurs() {
        for (var link : Vectors.json("market-chain.json").path("chain")) {
            var record = (ObjectNode) link.path("value");
            var collection = new Nsid(record.path("$type").asText());

            assertThat(lexicons.find(collection)).as("%s", collection).isPresent();
            assertThat(lexicons.violations(collection, record)).isEmpty();
        }
    }

    @Test
    void saysWhereAndWhatIsWrong() {
        var rfp = new Nsid("com.publicdomainrelay.temp.market.rfp");
        var record = (ObjectNode) Json.read("""
                {"$type":"com.publicdomainrelay.temp.market.rfp","submitBid":3,
                 "payload":{"$type":"com.atproto.repo.strongRef","uri":"at://alice","cid":"bafyreibw4rrpmjk433wezu57rku7oc5yubvfdhqzwwf6lfviedl7qz3udu"}}
                """);

        assertThat(lexicons.violations(rfp, record))
                .containsExactly(
                        "com.publicdomainrelay.temp.market.rfp.signatures is missing",
                        "com.publicdomainrelay.temp.market.rfp.payload.uri must be a valid at-uri",
                        "com.publicdomainrelay.temp.market.rfp.submitBid must be a text");
        assertThat(lexicons.violations(rfp, Json.object().put("$type", "com.example.other")))
                .contains("$type must be com.publicdomainrelay.temp.market.rfp");
        assertThat(lexicons.violations(rfp, Json.object().put("cost", 1.5))).hasSize(1);
    }

    @Test
    void checksWhatOurMethodsAreCalledWith() {
        var submitBid = new Nsid("com.publicdomainrelay.temp.market.submitBid");
        var input = Json.object()
                .put("uri", "at://did:plc:a/com.publicdomainrelay.temp.market.bid/3mbaaaaaaab2a")
                .put("cid", "bafyreibw4rrpmjk433wezu57rku7oc5yubvfdhqzwwf6lfviedl7qz3udu");

        assertThat(lexicons.inputViolations(submitBid, input)).containsExactly(submitBid + ".record is missing");
        input.putObject("record");
        assertThat(lexicons.inputViolations(submitBid, input)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.unknown", "com.publicdomainrelay.temp.market.submitBid"})
    void saysNothingOfRecordsItDoesNotKnow(String collection) {
        assertThat(lexicons.violations(new Nsid(collection), Json.object())).isEmpty();
    }
}
