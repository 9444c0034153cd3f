package org.computecontracts.payment.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.wire.PaymentPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.StructuredDataEncoder;

class TokenDomainTest {
    static final TokenDomain USDC =
            new TokenDomain("USDC", "2", 84532, new Address("0x036CbD53842c5426634e7929541eC2318f3dCF7e"));

    @Test
    void theSeparatorIsThatOfUsdcOnBaseSepolia() {
        assertThat(USDC.separator().value())
                .isEqualTo("0x71f17a3b2ff373b803d70a5a07c046c1a2bc8e89c09ef722fcb047abe94c9818");
    }

    @ParameterizedTest
    @MethodSource("org.computecontracts.payment.Vectors#payments")
    void digestsAreThoseTheReferenceClientSigned(JsonNode vector) {
        var payment = PaymentPayload.read(vector.path("payment"));

        assertThat(Word.of(USDC.digest(payment.authorization())).value())
                .isEqualTo(vector.path("digest").asText());
    }

    @ParameterizedTest
    @MethodSource("org.computecontracts.payment.Vectors#payments")
    void digestsAreThoseOfTheGeneralEncoder(JsonNode vector) throws IOException {
        var payment = PaymentPayload.read(vector.path("payment"));

        var expected = new StructuredDataEncoder(typedData(vector)).hashStructuredData();

        assertThat(USDC.digest(payment.authorization())).isEqualTo(expected);
    }

    private static String typedData(JsonNode vector) {
        var json = Json.object().put("primaryType", "TransferWithAuthorization");
        var types = json.putObject("types");
        fields(
                types.putArray("EIP712Domain"),
                List.of("name:string", "version:string", "chainId:uint256", "verifyingContract:address"));
        fields(
                types.putArray("TransferWithAuthorization"),
                List.of(
                        "from:address",
                        "to:address",
                        "value:uint256",
                        "validAfter:uint256",
                        "validBefore:uint256",
                        "nonce:bytes32"));
        json.putObject("domain")
                .put("name", USDC.name())
                .put("version", USDC.version())
                .put("chainId", USDC.chainId())
                .put("verifyingContract", USDC.token().value());
        json.set("message", vector.at("/payment/payload/authorization"));
        return Json.write(json);
    }

    private static void fields(ArrayNode to, List<String> fields) {
        for (var field : fields) {
            var colon = field.indexOf(':');
            to.addObject().put("name", field.substring(0, colon)).put("type", field.substring(colon + 1));
        }
    }
}
