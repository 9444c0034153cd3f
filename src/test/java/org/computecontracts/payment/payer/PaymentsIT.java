package org.computecontracts.payment.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Bench;
import org.computecontracts.payment.Limits;
import org.computecontracts.payment.LocalChain;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Purchase;
import org.computecontracts.payment.Shop;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The paying side against our own paywall over HTTP, each with a database of its own. */
class PaymentsIT {
    private static LocalChain chain;
    private static Database hers;
    private static Database his;
    private final TenantId alice = TenantId.random();
    private Bench payer;
    private Shop shop;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chain = LocalChain.get();
        hers = Database.fresh();
        his = Database.fresh();
    }

    @BeforeEach
    void aliceHasMoneyAndBobAShop() throws IOException {
        payer = new Bench(hers, Optional.of(chain.node()));
        payer.wallets.importKey(alice, LocalChain.ALICE.hex());
        shop = new Shop(new Bench(his, Optional.of(chain.node())), TenantId.random());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void paysOnceAndKeepsTheAnswer() {
        var purchase = Purchase.ofCents(50);
        var order = order(purchase);

        var paid = payer.payments.pay(alice, order);
        var again = payer.payments.pay(alice, order);

        assertThat(paid.body().path("receipt").asText()).isNotEmpty();
        assertThat(paid.transaction()).startsWith("0x");
        assertThat(paid.payer()).isEqualTo(LocalChain.ALICE.address().checksummed());
        assertThat(again).isEqualTo(paid);
        assertThat(shop.payments()).hasSize(1);
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(500_000);
        assertThat(payer.ledger.spent(alice)).extracting(Sum::amount).containsExactly(BigInteger.valueOf(500_000));
    }

    @Test
    void paysInVersion1WhereTheSellerKnowsNoOther() {
        var purchase = Purchase.ofCents(1);

        var paid = payer.payments.pay(
                alice, new PaymentOrder(purchase.accept(), shop.sell(purchase, "/v1"), purchase.terms(), ""));

        assertThat(paid.transaction()).startsWith("0x");
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void showsTheSamePaymentAgainAfterACrash() throws IOException {
        var purchase = Purchase.ofCents(1);
        var order = order(purchase);
        shop.failNext(1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> payer.payments.pay(alice, order))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.PAYMENT_PENDING);

        var paid = new Bench(hers, Optional.of(chain.node())).payments.pay(alice, order);

        assertThat(paid.transaction()).startsWith("0x");
        assertThat(shop.payments()).hasSize(2);
        assertThat(shop.payments().getFirst()).isEqualTo(shop.payments().getLast());
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void getsTheAnswerThatWasLostAndPaysNothingMore() {
        var purchase = Purchase.ofCents(1);
        var order = order(purchase);
        shop.loseTheNextAnswer();
        pending(payer, order);
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);

        var paid = payer.payments.pay(alice, order);

        assertThat(paid.body().path("receipt").asText()).isNotEmpty();
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void signsAnewOnlyWhenTheChainSaysThatTheFormerIsDead() throws IOException {
        var purchase = Purchase.ofCents(1);
        var order = order(purchase);
        var ahead = chain.ahead();
        configure(payer.settings, "cc.payment.validity", ahead.plusSeconds(30));
        shop.failNext(2);
        assertThat(payer.payments.isCommitted(alice, purchase.accept())).isFalse();
        pending(payer, order);
        var later = new Bench(hers, Optional.of(chain.node()), Clock.offset(Clock.systemUTC(), ahead.plusSeconds(35)));

        pending(later, order);
        assertThat(shop.payments().getLast())
                .describedAs("the clock alone is no proof")
                .isEqualTo(shop.payments().getFirst());
        assertThat(later.payments.isCommitted(alice, purchase.accept())).isTrue();
        chain.passTime(40);
        var muchLater =
                new Bench(hers, Optional.of(chain.node()), Clock.offset(Clock.systemUTC(), ahead.plusMinutes(2)));
        assertThat(muchLater.payments.isCommitted(alice, purchase.accept())).isFalse();
        var paid = muchLater.payments.pay(alice, order);

        assertThat(paid.transaction()).startsWith("0x");
        assertThat(muchLater.payments.isCommitted(alice, purchase.accept())).isTrue();
        assertThat(shop.payments().getLast()).isNotEqualTo(shop.payments().getFirst());
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    private void pending(Bench bench, PaymentOrder order) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bench.payments.pay(alice, order))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.PAYMENT_PENDING);
    }

    @Test
    void refusesADemandThatDiffersFromTheBid() {
        var asked = Purchase.ofCents(2);
        var agreed = payer.settings.terms(
                new BigDecimal("0.01"), "USDC", asked.terms().payTo());

        refuses(new PaymentOrder(asked.accept(), shop.sell(asked), agreed, ""), PaymentProblem.DEMAND_DIFFERS);

        assertThat(shop.payments()).isEmpty();
    }

    @Test
    void keepsWithinTheLimits() {
        payer.payments.change(alice, new Limits(new BigDecimal("0.50"), new BigDecimal("0.80")));

        refuses(order(Purchase.ofCents(51)), PaymentProblem.OVER_LIMIT);
        payer.payments.pay(alice, order(Purchase.ofCents(50)));
        refuses(order(Purchase.ofCents(31)), PaymentProblem.OVER_LIMIT);
        payer.payments.pay(alice, order(Purchase.ofCents(30)));

        assertThat(payer.payments.limits(alice)).isEqualTo(new Limits(new BigDecimal("0.5"), new BigDecimal("0.8")));
        assertThat(shop.payments()).hasSize(2);
    }

    @Test
    void signsNothingThatTheWalletCannotPay() {
        var poor = TenantId.random();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> payer.payments.pay(poor, order(Purchase.ofCents(1))))
                .withMessageContaining("has 0.000000 USDC, asked is 0.010000")
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.INSUFFICIENT_FUNDS);
        assertThat(payer.ledger.sent(poor)).isEmpty();
    }

    @Test
    void saysThatThereIsNoChain() throws IOException {
        var without = new Bench(hers, Optional.empty());
        var order = order(Purchase.ofCents(1));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> without.payments.pay(alice, order))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.NO_CHAIN);
    }

    @Test
    void aTenantsMoneyIsNotAnothersToSee() {
        var purchase = Purchase.ofCents(1);
        payer.payments.pay(alice, order(purchase));

        assertThat(payer.ledger.sent(TenantId.random())).isEmpty();
        assertThat(payer.ledger.sent(TenantId.random(), purchase.accept())).isEmpty();
        assertThat(payer.ledger.sent(alice, purchase.accept())).isPresent();
    }

    @Test
    void aWalletIsMadeOnceAndCanBeReplaced() {
        var carol = TenantId.random();
        var made = payer.wallets.of(carol);

        assertThat(payer.wallets.of(carol)).isEqualTo(made);
        assertThat(payer.wallets.balance(carol)).isZero();
        payer.wallets.importKey(carol, LocalChain.CAROL.hex());
        assertThat(payer.wallets.of(carol).address())
                .isEqualTo(LocalChain.CAROL.address().checksummed());
        assertThat(payer.wallets.balance(carol)).isPositive();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> payer.wallets.importKey(carol, EvmKey.generate().hex() + "00"))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.KEY_INVALID);
    }

    private void refuses(PaymentOrder order, PaymentProblem why) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> payer.payments.pay(alice, order))
                .extracting(ProblemException::type)
                .isEqualTo(why);
    }

    private PaymentOrder order(Purchase purchase) {
        URI url = shop.sell(purchase);
        return new PaymentOrder(purchase.accept(), url, purchase.terms(), "a machine");
    }
}
