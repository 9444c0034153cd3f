package org.computecontracts.payment.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Limits;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletStoreTest {
    private static final Database DATABASE = Database.fresh();

    private final WalletStore wallets = DATABASE.store(WalletStore.class);
    private final TenantId alice = TenantId.random();

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @Test
    void oneKeyIsActive() {
        wallets.addFirst(alice, key('a'));
        wallets.addFirst(alice, key('b'));
        assertThat(activeAddress()).isEqualTo(address('a'));

        wallets.activate(alice, key('b'));
        assertThat(activeAddress()).isEqualTo(address('b'));

        wallets.activate(alice, key('a'));
        assertThat(activeAddress()).isEqualTo(address('a'));
        assertThat(wallets.active(TenantId.random())).isEmpty();
    }

    @Test
    void limitsAreAsTheyWereGivenLast() {
        assertThat(wallets.limits(alice)).isEmpty();
        wallets.change(alice, new Limits(new BigDecimal("1.5"), new BigDecimal("10")));

        wallets.change(alice, new Limits(new BigDecimal("2.25"), new BigDecimal("20")));

        assertThat(wallets.limits(alice).orElseThrow().perPayment()).isEqualByComparingTo("2.25");
        assertThat(wallets.limits(alice).orElseThrow().perDay()).isEqualByComparingTo("20");
    }

    private Address activeAddress() {
        var active = wallets.active(alice).orElseThrow();
        assertThat(active.key()).containsExactly(active.address().bytes());
        return active.address();
    }

    private static WalletStore.Sealed key(char digit) {
        return new WalletStore.Sealed(address(digit), address(digit).bytes());
    }

    private static Address address(char digit) {
        return new Address("0x" + String.valueOf(digit).repeat(40));
    }
}
