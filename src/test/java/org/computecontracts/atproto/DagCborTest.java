package org.computecontracts.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DagCborTest {
    static Stream<JsonNode> fixtures() {
        return Vectors.each("atproto-interop/data-model/data-model-fixtures.json");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void writesTheSameBytesAsTheOthers(JsonNode fixture) {
        var cbor = DagCbor.encode(fixture.path("json"));

        assertThat(Base64.getEncoder().withoutPadding().encodeToString(cbor))
                .isEqualTo(fixture.path("cbor_base64").asText());
        assertThat(Cid.ofDagCbor(cbor).value()).isEqualTo(fixture.path("cid").asText());
        assertThat(DagCbor.encode(DagCbor.decode(cbor))).isEqualTo(cbor);
    }

    static Stream<JsonNode> valid() {
        return Vectors.each("atproto-interop/data-model/data-model-valid.json");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void takesWhatTheDataModelAllows(JsonNode vector) {
        var cbor = DagCbor.encode(vector.path("json"));

        assertThat(DagCbor.encode(DagCbor.decode(cbor))).isEqualTo(cbor);
    }

    static Stream<JsonNode> invalid() {
        return Vectors.each("atproto-interop/data-model/data-model-invalid.json");
    }

    /** That a record is an object is for whoever takes records to check: a block may be any value. */
    @ParameterizedTest
    @MethodSource("invalid")
    void refusesWhatTheDataModelForbids(JsonNode vector) {
        var json = vector.path("json");
        if (json.isObject()) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> DagCbor.encode(json))
                    .withMessageStartingWith("The data model has no place for");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                1800 | longer than it need be
                190018 | longer than it need be
                1a0000ffff | longer than it need be
                1b00000000ffffffff | longer than it need be
                1bffffffffffffffff | more than 64 bits
                3b8000000000000000 | more than 64 bits
                1c | indefinite or reserved
                7f6161ff | indefinite
                5f4161ff | indefinite
                9f01ff | indefinite
                bf616101ff | indefinite
                f93c00 | a float
                fa3f800000 | a float
                fb3ff8000000000000 | a float
                fb7ff8000000000000 | a float
                f7 | undefined
                f0 | another simple value
                61ff | not UTF-8
                62c328 | not UTF-8
                63eda080 | not UTF-8
                a2616201616102 | out of order or twice
                a2616101616102 | out of order or twice
                a262616101616202 | out of order or twice
                a10102 | a map key that is no text
                d82b4100 | a tag that is no link
                c101 | a tag that is no link
                d82a01 | a tag that is no link
                d82a4100 | a malformed link
                d82a582501015512200000000000000000000000000000000000000000000000000000000000000000 | a malformed link
                d82a582500017012200000000000000000000000000000000000000000000000000000000000000000 | a link of a foreign kind
                0101 | more bytes after the value
                8201 | an end in the middle
                6261 | an end in the middle
                5b7fffffffffffffff | an end in the middle
                9b7fffffffffffffff | an end in the middle
                bb7fffffffffffffff | an end in the middle
                '' | an end in the middle
                """)
    void refusesEveryOtherSpellingAndSaysWhatIsWrong(String hex, String reason) {
        var cbor = HexFormat.of().parseHex(hex);

        refused(cbor, reason);
    }

    private static void refused(byte[] cbor, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DagCbor.decode(cbor))
                .withMessageContaining(reason)
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.INVALID_RECORD);
    }

    @ParameterizedTest
    @MethodSource({"fixtures", "valid"})
    void refusesAValueThatEndsAnywhereTooEarlyOrGoesOn(JsonNode vector) {
        var cbor = DagCbor.encode(vector.path("json"));

        for (var length = 0; length < cbor.length; length++) {
            refused(Arrays.copyOf(cbor, length), "an end in the middle of a value");
        }
        refused(Arrays.copyOf(cbor, cbor.length + 1), "more bytes after the value");
    }

    @Test
    void keepsIntegersOfAllLengths() {
        for (var value : new long[] {
            0,
            23,
            24,
            255,
            256,
            65535,
            65536,
            4294967295L,
            4294967296L,
            Long.MAX_VALUE,
            -1,
            -24,
            -25,
            -257,
            Long.MIN_VALUE
        }) {
            var json = Json.object().put("n", value);

            assertThat(DagCbor.decode(DagCbor.encode(json)).path("n").longValue())
                    .isEqualTo(value);
        }
    }

    @Test
    void takesLongTextsAndKeysThatAreNotAscii() {
        var json = Json.object()
                .put("é", "x".repeat(8000))
                .put("zz", 1)
                .put("", true)
                .put("a", "");

        var cbor = DagCbor.encode(json);

        assertThat(HexFormat.of().formatHex(cbor)).startsWith("a460f5616160627a7a0162c3a9791f40");
        assertThat(DagCbor.decode(cbor)).isEqualTo(DagCbor.decode(DagCbor.encode(json)));
    }

    @Test
    void refusesNumbersThatAreNoIntegersAndTextThatIsNoUnicode() {
        for (var json :
                new String[] {"{\"a\":1.5}", "{\"a\":1e30}", "{\"a\":9223372036854775808}", "{\"a\":\"\\ud83d\"}"}) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DagCbor.encode(Json.read(json)));
        }
        assertThat(DagCbor.encode(Json.read("{\"a\":-0.0}"))).isEqualTo(DagCbor.encode(Json.read("{\"a\":0}")));
    }

    @Test
    void refusesDepthInsteadOfOverflowing() {
        var deep = HexFormat.of().parseHex("81".repeat(100_000) + "01");

        refused(deep, "too many levels");
    }
}
