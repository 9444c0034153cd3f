package org.computecontracts.payment.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.computecontracts.payment.wire.PaymentPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

class SignatureTest {
    private static final byte[] DIGEST = new byte[32];
    private final EvmKey key = EvmKey.generate();

    @ParameterizedTest
    @MethodSource("org.computecontracts.payment.Vectors#payments")
    void namesThePayerOfTheReferenceClient(JsonNode vector) {
        var payment = PaymentPayload.read(vector.path("payment"));
        var digest = TokenDomainTest.USDC.digest(payment.authorization());

        assertThat(payment.signature().signer(digest))
                .contains(new Address(vector.path("payer").asText()));
    }

    @Test
    void isOfTheKeyThatMadeIt() {
        assertThat(key.sign(DIGEST).signer(DIGEST)).contains(key.address());
    }

    @Test
    void mayCountRecoveryFromZero() {
        var signature = key.sign(DIGEST);
        var zeroBased = signature.value().substring(0, 130) + (signature.v() == 27 ? "00" : "01");

        assertThat(new Signature(zeroBased).signer(DIGEST)).contains(key.address());
    }

    @Test
    void itsHighTwinIsNone() {
        assertThat(highTwin(key.sign(DIGEST)).signer(DIGEST)).isEmpty();
    }

    @Test
    void withAnUnknownRecoveryIdIsNone() {
        var signature = new Signature(key.sign(DIGEST).value().substring(0, 130) + "1f");

        assertThat(signature.signer(DIGEST)).isEmpty();
    }

    @Test
    void ofZeroesIsNone() {
        assertThat(new Signature("0x" + "00".repeat(64) + "1b").signer(DIGEST)).isEmpty();
    }

    @Test
    void isHexOfReasonableLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature("0x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature("0x123"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signature("0x" + "00".repeat(1025)));
    }

    @Test
    void isNotShown() {
        var signature = key.sign(DIGEST);

        assertThat(signature.toString()).doesNotContain(signature.value().substring(2, 20));
    }

    private static Signature highTwin(Signature low) {
        var s = Sign.CURVE_PARAMS.getN().subtract(new BigInteger(1, low.s()));
        var r = Numeric.toHexString(low.r());
        return new Signature(r + Word.of(s).value().substring(2) + (low.v() == 27 ? "1c" : "1b"));
    }
}
