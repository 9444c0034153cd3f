package org.computecontracts.atproto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.computecontracts.atproto.SigningKey.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    static Stream<JsonNode> signatures() {
        return Vectors.each("atproto-interop/crypto/signature-fixtures.json");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void tellsGoodSignaturesFromHighSAndDer(JsonNode fixture) {
        var message = base64(fixture, "messageBase64");
        var signature = base64(fixture, "signatureBase64");
        var key = VerifyingKey.parse(fixture.path("publicKeyDid").asText());
        var bare = VerifyingKey.ofBarePoint(
                key.curve(), fixture.path("publicKeyMultibase").asText());

        assertThat(key.verify(message, signature))
                .isEqualTo(fixture.path("validSignature").asBoolean());
        assertThat(bare).isEqualTo(key);
    }

    private static byte[] base64(JsonNode fixture, String field) {
        return Base64.getDecoder().decode(fixture.path(field).asText());
    }

    @Test
    void namesKeysAsDidKey() {
        for (var fixture : Vectors.json("atproto-interop/crypto/w3c_didkey_K256.json")) {
            var scalar =
                    HexFormat.of().parseHex(fixture.path("privateKeyBytesHex").asText());
            assertThat(SigningKey.ofScalar(Curve.K256, scalar).didKey())
                    .isEqualTo(fixture.path("publicDidKey").asText());
        }
        for (var fixture : Vectors.json("atproto-interop/crypto/w3c_didkey_P256.json")) {
            var scalar = Base58.decode(fixture.path("privateKeyBytesBase58").asText());
            assertThat(SigningKey.ofScalar(Curve.P256, scalar).didKey())
                    .isEqualTo(fixture.path("publicDidKey").asText());
        }
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void whatItSignsVerifiesAlsoAfterBeingStored(Curve curve) {
        var key = SigningKey.of(SigningKey.generate(curve).stored());
        var other = SigningKey.generate(curve);

        for (var i = 0; i < 20; i++) {
            var message = ("message " + i).getBytes(UTF_8);
            var signature = key.sign(message);
            assertThat(key.verifyingKey().verify(message, signature)).isTrue();
            assertThat(VerifyingKey.parse(key.didKey()).verify(message, signature))
                    .isTrue();
            assertThat(other.verifyingKey().verify(message, signature)).isFalse();
            signature[40] ^= 1;
            assertThat(key.verifyingKey().verify(message, signature)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:key:",
                "did:key:z",
                "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJw",
                "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", // ed25519
                "did:plc:abc"
            })
    void refusesOtherKeys(String didKey) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.parse(didKey));
    }

    @Test
    void refusesSecretsOutsideTheCurve() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.ofScalar(Curve.K256, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(new byte[32]));
    }
}
