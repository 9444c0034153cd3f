package org.computecontracts.payment.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Bench;
import org.computecontracts.payment.LocalChain;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.PlainSeller;
import org.computecontracts.payment.Purchase;
import org.computecontracts.payment.Shop;
import org.computecontracts.payment.Sum;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sellers answer against what the chain says of the same payment. */
class ReconciliationIT {
    private static LocalChain chain;
    private static Database database;
    private final TenantId alice = TenantId.random();
    private final Purchase purchase = Purchase.ofCents(1);
    private Bench payer;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chain = LocalChain.start(); // of its own: time passes here
        database = Database.fresh();
    }

    @BeforeEach
    void aliceHasMoney() throws IOException {
        payer = bench();
        payer.wallets.importKey(alice, LocalChain.ALICE.hex());
    }

    @AfterAll
    static void stop() {
        chain.stop();
    }

    /** By the clock of the chain. */
    private static Bench bench() throws IOException {
        return new Bench(database, Optional.of(chain.node()), Clock.offset(Clock.systemUTC(), chain.ahead()));
    }

    private void everythingSignedExpires() throws IOException {
        chain.passTime(payer.settings.validity().toSeconds() + 60);
        payer = bench();
    }

    @ParameterizedTest
    @EnumSource(
            value = PlainSeller.Behaviour.class,
            names = {"HANGS_UP", "FAILS", "ANSWERS_HTML"})
    void findsTheMoneyThatMovedThoughTheAnswerWasLost(PlainSeller.Behaviour behaviour) {
        try (var seller = new PlainSeller(chain, purchase, behaviour)) {
            var paid = paidAtTheSecondTry(seller);

            assertThat(paid.settled()).isTrue();
            assertThat(paid.transaction()).startsWith("0x");
            assertThat(paid.body()).isEmpty();
            assertThat(seller.timesShown()).isEqualTo(2);
            assertThat(sent().transaction()).isEqualTo(paid.transaction());
            assertThat(sent().reason()).isEqualTo("invalid_exact_evm_nonce_already_used");
            assertThat(payer.ledger.spent(alice)).extracting(Sum::amount).containsExactly(BigInteger.valueOf(10_000));
            assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
        }
    }

    @Test
    void findsItWithoutBeingAskedForTheOrderAgain() {
        configure(payer.settings, "cc.payment.confirmations", 1);
        try (var seller = new PlainSeller(chain, purchase, PlainSeller.Behaviour.FAILS)) {
            isPending(seller);
            assertThat(payer.ledger.spent(alice)).isEmpty();

            chain.mine();
            payer.reconciliation.run();

            assertThat(state()).isEqualTo("TAKEN");
            assertThat(payer.ledger.spent(alice)).hasSize(1);
        }
    }

    @Test
    void aReorganisationTakesBackWhatWasNotYetCertain() {
        configure(payer.settings, "cc.payment.confirmations", 3);
        try (var seller = new PlainSeller(chain, purchase, PlainSeller.Behaviour.FAILS)) {
            isPending(seller);
            assertThat(state()).isEqualTo("TAKEN");

            chain.forgetLatestBlocks(1);
            payer.reconciliation.run();

            assertThat(state()).isEqualTo("PRESENTED");
            assertThat(sent().transaction()).isEmpty();
        }
    }

    /** Also of what was settled: the payer's books say no more than the chain does. */
    @Test
    void aReorganisationTakesBackWhatWasSettled() throws IOException {
        try (var seller = new PlainSeller(chain, purchase, PlainSeller.Behaviour.FAILS)) {
            isPending(seller);
            payer.reconciliation.run();
            assertThat(payer.ledger.spent(alice)).hasSize(1);

            chain.forgetLatestBlocks(1);
            payer.reconciliation.run();

            assertThat(state()).isEqualTo("PRESENTED");
            assertThat(payer.ledger.spent(alice)).isEmpty();
            everythingSignedExpires();
            payer.reconciliation.run();
            assertThat(payer.ledger.sent(alice)).extracting(Payment::state).containsExactly("NOT_TAKEN");
        }
    }

    /** A block that comes in the place of the head may be earlier, and take it. */
    @Test
    void nothingHasExpiredBeforeItIsAsDeepAsWhatIsPaid() throws IOException {
        try (var seller = new PlainSeller(chain, purchase, PlainSeller.Behaviour.REFUSES)) {
            isPending(seller);
            everythingSignedExpires();
            configure(payer.settings, "cc.payment.confirmations", 2);
            payer.reconciliation.run();
            assertThat(state()).isEqualTo("PRESENTED");
            assertThat(payer.payments.isCommitted(alice, purchase.accept())).isTrue();

            chain.mine();
            chain.mine();
            payer.reconciliation.run();

            assertThat(payer.payments.isCommitted(alice, purchase.accept())).isFalse();
        }
    }

    @Test
    void whatIsRefusedMayBeTakenUntilItExpiresAndThenIsOver() throws IOException {
        try (var seller = new PlainSeller(chain, purchase, PlainSeller.Behaviour.REFUSES)) {
            refuses(seller, PaymentProblem.PAYMENT_PENDING)
                    .hasMessageContaining("does not take the payment: payer_is_ blocked. It may still use");
            assertThat(state()).isEqualTo("PRESENTED");
            assertThat(sent().reason()).isEqualTo("payer_is_ blocked");
            assertThat(payer.payments.isCommitted(alice, purchase.accept())).isTrue();

            everythingSignedExpires();
            payer.reconciliation.run();

            assertThat(payer.ledger.sent(alice)).extracting(Payment::state).containsExactly("NOT_TAKEN");
            assertThat(payer.payments.isCommitted(alice, purchase.accept())).isFalse();
            refuses(seller, PaymentProblem.PAYMENT_REFUSED).hasMessageContaining("payer_is_ blocked");
            assertThat(seller.timesShown()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PlainSeller.Behaviour.class,
            names = {"LIES", "GIVES"})
    void theSellersWordIsNoSettlement(PlainSeller.Behaviour behaviour) throws IOException {
        try (var seller = new PlainSeller(chain, purchase, behaviour)) {
            var paid = payer.payments.pay(alice, seller.order());

            assertThat(paid.settled()).isFalse();
            assertThat(state()).isEqualTo("SELLER_SAYS_SO");
            assertThat(payer.ledger.spent(alice)).isEmpty();

            everythingSignedExpires();
            payer.reconciliation.run();

            assertThat(state()).isEqualTo("NOT_TAKEN");
            assertThat(sent().transaction()).isEmpty();
            assertThat(payer.payments.pay(alice, seller.order()).body()).isEqualTo(paid.body());
        }
    }

    @Test
    void countsAnAnswerAsSettledOnlyAfterTheConfirmationsAskedFor() throws IOException {
        configure(payer.settings, "cc.payment.confirmations", 1);
        try (var shop = new Shop(bench(), TenantId.random())) {
            var order = new PaymentOrder(purchase.accept(), shop.sell(purchase), purchase.terms(), "");
            assertThat(payer.payments.pay(alice, order).settled()).isFalse();
            assertThat(state()).isEqualTo("SELLER_SAYS_SO");

            chain.mine();
            payer.reconciliation.run();

            assertThat(state()).isEqualTo("PAID");
        }
    }

    /** Where a connection breaks the HTTP client tries a second time by itself. */
    private Paid paidAtTheSecondTry(PlainSeller seller) {
        try {
            return payer.payments.pay(alice, seller.order());
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(PaymentProblem.PAYMENT_PENDING);
            assertThat(state()).isEqualTo("TAKEN");
            return payer.payments.pay(alice, seller.order());
        }
    }

    private void isPending(PlainSeller seller) {
        refuses(seller, PaymentProblem.PAYMENT_PENDING);
    }

    private AbstractThrowableAssert<?, ProblemException> refuses(PlainSeller seller, PaymentProblem why) {
        var refusal = assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> payer.payments.pay(alice, seller.order()))
                .actual();
        assertThat(refusal.type()).isEqualTo(why);
        return assertThat(refusal);
    }

    private String state() {
        return sent().state();
    }

    private Payment sent() {
        return payer.ledger.sent(alice, purchase.accept()).orElseThrow();
    }
}
