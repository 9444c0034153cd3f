package org.computecontracts.payment.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.payment.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentPayloadTest {
    private static final Resource RESOURCE = Resource.json("https://bob.example/ccr/at://did:plc:a/b.c.d/1/bafy", "");
    private static final Requirement ASKED = new Requirement(
            "exact",
            "eip155:84532",
            BigInteger.valueOf(10000),
            "0x036CbD53842c5426634e7929541eC2318f3dCF7e",
            "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
            300,
            "USDC",
            "2");

    @ParameterizedTest
    @MethodSource("org.computecontracts.payment.Vectors#payments")
    void readsWhatTheReferenceClientSends(JsonNode vector) {
        var name = vector.path("version").asInt() == 1 ? "x-payment" : "payment-signature";

        var payment =
                PaymentPayload.in(Map.of(name, vector.path("header").asText())).orElseThrow();

        assertThat(payment.network()).isEqualTo("eip155:84532");
        assertThat(payment.scheme()).isEqualTo("exact");
        assertThat(payment.authorization().value()).isEqualTo(10000);
        assertThat(payment.authorization().from().checksummed())
                .isEqualTo(vector.path("payer").asText());
        assertThat(payment.accepted().filter(accepted -> !accepted.asksTheSameAs(ASKED)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.computecontracts.payment.Vectors#payments")
    void writesWhatTheReferenceClientSends(JsonNode vector) {
        var theirs = PaymentPayload.read(vector.path("payment"));
        var demand = PaymentRequired.read(demand(vector.path("version").asInt()));

        var header =
                PaymentPayload.header(demand, demand.accepts().getFirst(), theirs.authorization(), theirs.signature());

        var expected = (ObjectNode) vector.path("payment").deepCopy();
        if (expected.path("resource") instanceof ObjectNode resource) {
            resource.put("url", RESOURCE.url()).put("description", "");
        }
        assertThat((JsonNode) Envelope.open(header)).isEqualTo(expected);
    }

    private static HttpAnswer demand(int version) {
        var headers = version == 1
                ? Map.<String, List<String>>of()
                : Map.of("payment-required", List.of(PaymentRequired.header(RESOURCE, ASKED, "pay")));
        var body = PaymentRequired.body(RESOURCE, ASKED, "pay").getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(java.net.URI.create(RESOURCE.url()), 402, headers, body);
    }

    @Test
    void noHeaderIsNoPayment() {
        assertThat(PaymentPayload.in(Map.of("accept", "*/*"))).isEmpty();
    }

    @Test
    void refusesBase64ThatIsNotStandard() {
        var header = Vectors.payment(1).path("header").asText();

        for (var wrong : List.of(
                header.substring(0, header.length() - 1), header + "\n", header + "=", "-_" + header, "e30", "")) {
            assertThatExceptionOfType(Malformed.class)
                    .describedAs(wrong)
                    .isThrownBy(() -> PaymentPayload.in(Map.of("x-payment", wrong)));
        }
    }

    @Test
    void refusesAHeaderOfMoreThan16KiB() {
        var header = Base64.getEncoder().encodeToString(new byte[13000]);

        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> PaymentPayload.in(Map.of("payment-signature", header)))
                .withMessageContaining("longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "-1", "+1", " 1", "01", "0x10", "", "1.0"})
    void refusesNumbersThatAreNotPlain(String value) {
        var json = Vectors.payment(2).path("payment").deepCopy();
        ((ObjectNode) json.at("/payload/authorization")).put("value", value);

        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> PaymentPayload.read(json))
                .withMessageContaining("value");
    }

    @Test
    void refusesMoreThanAUint256() {
        var json = Vectors.payment(2).path("payment").deepCopy();
        ((ObjectNode) json.at("/payload/authorization"))
                .put("value", BigInteger.ONE.shiftLeft(256).toString());

        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> PaymentPayload.read(json));
    }

    @Test
    void refusesAnUnknownVersion() {
        var json = Json.object().put("x402Version", 3);

        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> PaymentPayload.read(json));
    }

    @Test
    void readsOurOwnDemandInBothVersions() {
        for (var version : List.of(1, 2)) {
            var demand = PaymentRequired.read(demand(version));

            assertThat(demand.version().number()).isEqualTo(version);
            assertThat(demand.accepts()).containsExactly(ASKED);
        }
    }
}
