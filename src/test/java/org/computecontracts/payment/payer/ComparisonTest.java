package org.computecontracts.payment.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Terms;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.Requirement;
import org.computecontracts.payment.wire.Resource;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String BOB = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
    private static final String EVE = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
    private static final Terms AGREED = new Terms(
            BigInteger.valueOf(1_000_000),
            "eip155:84532",
            "0x036CbD53842c5426634e7929541eC2318f3dCF7e",
            "USDC",
            "2",
            6,
            BOB);

    @Test
    void takesTheDemandThatWasAgreed() {
        var chosen = Comparison.agreed(demand(asked(1_000_000, BOB)), AGREED);

        assertThat(chosen.amount()).isEqualTo(1_000_000);
    }

    @Test
    void namesADearerPrice() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Comparison.agreed(demand(asked(1_000_001, BOB)), AGREED))
                .withMessageEndingWith("amount is 1000001, not 1000000");
    }

    @Test
    void namesACheaperPriceToo() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Comparison.agreed(demand(asked(999_999, BOB)), AGREED))
                .withMessageEndingWith("amount is 999999, not 1000000");
    }

    @Test
    void namesAnotherPayee() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Comparison.agreed(demand(asked(1_000_000, EVE)), AGREED))
                .withMessageEndingWith("payTo is %s, not %s".formatted(EVE, BOB))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.DEMAND_DIFFERS);
    }

    private static Requirement asked(long amount, String payTo) {
        return new Requirement(
                "exact", AGREED.network(), BigInteger.valueOf(amount), AGREED.asset(), payTo, 300, "USDC", "2");
    }

    private static PaymentRequired demand(Requirement asked) {
        var header = PaymentRequired.header(Resource.json("https://bob.example/ccr", ""), asked, "pay");
        return PaymentRequired.read(new HttpAnswer(
                URI.create("https://bob.example/ccr"), 402, Map.of("payment-required", List.of(header)), new byte[0]));
    }
}
