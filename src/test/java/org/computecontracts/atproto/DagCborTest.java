package org.computecontracts.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DagCbor.encode(json));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1800", // 0 in two bytes
                "190018", // 24 in three bytes
                "1a0000ffff",
                "1b00000000ffffffff",
                "1bffffffffffffffff", // beyond 64 bits signed
                "3b8000000000000000",
                "7f6161ff", // indefinite text
                "5f4161ff",
                "9f01ff",
                "bf616101ff",
                "f93c00", // floats
                "fb3ff8000000000000",
                "f7", // undefined
                "f0",
                "61ff", // not UTF-8
                "62c328",
                "a26162016161 02", // keys out of order
                "a2616101616102", // key twice
                "a2626161016162 02", // longer key first
                "a10102", // key that is no text
                "d82b4100", // a tag that is no link
                "d82a4100", // link too short
                "d82a582501015512200000000000000000000000000000000000000000000000000000000000000000",
                "0101", // two values
                "8201", // cut short
                "6261",
                "5b7fffffffffffffff",
                "9b7fffffffffffffff",
                "bb7fffffffffffffff",
                ""
            })
    void refusesEveryOtherSpelling(String hex) {
        var cbor = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DagCbor.decode(cbor))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.INVALID_RECORD);
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

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DagCbor.decode(deep));
    }
}
