package org.computecontracts.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.0000", "1e9", "0.05", "0.000000000000001", "123456789.123456", "4.00000000000000000000"})
    void isAnAmount(String number) {
        assertThat(Amounts.isAmount(new BigDecimal(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-0.01", "1000000000.01", "1e30", "1e-19", "1e-1000000000", "1e1000000000", "1.2345678901234567"
            })
    void isNoAmount(String number) {
        assertThat(Amounts.isAmount(new BigDecimal(number))).isFalse();
    }
}
