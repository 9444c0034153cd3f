package org.computecontracts.payment.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.PaymentProblem;
import org.junit.jupiter.api.Test;

class PaymentSettingsTest {
    private static final String BOB = "0x90f79bf6eb2c4f870365e785982e1f101e93b906";
    private final PaymentSettings settings = new PaymentSettings();

    @Test
    void countsInAtomicUnits() {
        var terms = settings.terms(new BigDecimal("1.50"), "usdc", BOB);

        assertThat(terms.amount()).isEqualTo(1_500_000);
        assertThat(terms.payTo()).isEqualTo("0x90F79bf6EB2c4f870365E785982E1f101E93b906");
    }

    @Test
    void refusesWhatCannotBePaid() {
        refuses("1", "EUR", BOB);
        refuses("0", "USDC", BOB);
        refuses("-1", "USDC", BOB);
        refuses("0.0000001", "USDC", BOB);
        refuses("1", "USDC", "bob");
        refuses("1", "USDC", "0x" + "0".repeat(40));
    }

    private void refuses(String cost, String currency, String payTo) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> settings.terms(new BigDecimal(cost), currency, payTo))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.TERMS_INVALID);
    }
}
