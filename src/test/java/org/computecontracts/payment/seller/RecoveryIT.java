package org.computecontracts.payment.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Bench;
import org.computecontracts.payment.LocalChain;
import org.computecontracts.payment.PaymentEvent;
import org.computecontracts.payment.Purchase;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Erc3009;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.payment.evm.Signature;
import org.computecontracts.payment.wire.PaymentPayload;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crashes at every stored state, reorganisations, stuck transactions: each payment ends up made exactly once, or not at all. */
class RecoveryIT {
    private static final TenantId BOB = TenantId.random();
    private static LocalChain chain;
    private static Database database;
    private final String payee = EvmKey.generate().address().checksummed();
    private Bench bench;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chain = LocalChain.get();
        database = Database.fresh();
    }

    @BeforeEach
    void openTheShop() throws IOException {
        bench = restarted();
    }

    private static Bench restarted() throws IOException {
        return new Bench(database, Optional.of(chain.node()));
    }

    @Test
    void everyCrashIsRecoveredAndPaidOnce() throws IOException {
        var atReserved = reserved();
        var atVerified = steps(reserved(), 1);
        var atSigned = steps(reserved(), 2);
        var atSignedButSent = steps(reserved(), 2);
        send(atSignedButSent);
        var atBroadcast = steps(reserved(), 3);
        assertThat(List.of(atReserved, atVerified, atSigned, atSignedButSent, atBroadcast))
                .extracting(Charge::state)
                .containsExactly(
                        ChargeState.RESERVED,
                        ChargeState.VERIFIED,
                        ChargeState.SIGNED,
                        ChargeState.SIGNED,
                        ChargeState.BROADCAST);
        assertThat(chain.balance(payee))
                .describedAs("a missing nonce holds up the others")
                .isZero();

        recover(restarted());

        assertThat(List.of(atReserved, atVerified, atSigned, atSignedButSent, atBroadcast))
                .allSatisfy(charge -> assertThat(now(charge).isSettled()).isTrue());
        assertThat(chain.balance(payee)).isEqualTo(50_000);
    }

    @Test
    void aSecondPassChangesNothing() throws IOException {
        var charge = steps(reserved(), 3);
        recover(restarted());
        var transaction = now(charge).transaction();

        recover(restarted());

        assertThat(now(charge).transaction()).isEqualTo(transaction);
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void findsThatAStrangerWasFasterWhileWeWereDown() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var a = purchase.authorization(LocalChain.ALICE);
        var signature = Purchase.signed(LocalChain.ALICE, a);
        var charge = steps(reserved(purchase, a, signature), 2);
        chain.sendAsStranger(Erc3009.transfer(a, signature));

        recover(restarted());

        assertThat(now(charge).isSettled()).isTrue();
        assertThat(now(charge).transaction())
                .isNotEqualTo(Optional.of(
                        bench.attempts.of(BOB, charge.id()).getFirst().hash()));
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void paysAgainWhatAReorganisationTookBack() throws IOException {
        var charge = settled(reserved());
        assertThat(chain.balance(payee)).isEqualTo(10_000);

        chain.forgetLatestBlocks(1);
        assertThat(chain.balance(payee)).isZero();
        recover(restarted());

        assertThat(now(charge).isSettled()).isTrue();
        assertThat(chain.balance(payee)).isEqualTo(10_000);
        assertThat(bench.attempts.of(BOB, charge.id())).hasSize(1);
    }

    @Test
    void takesOverAStrangersPaymentThatAReorganisationTookBack() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var a = purchase.authorization(LocalChain.ALICE);
        var signature = Purchase.signed(LocalChain.ALICE, a);
        var charge = reserved(purchase, a, signature);
        chain.sendAsStranger(Erc3009.transfer(a, signature));
        bench.settlement.advance(charge);
        assertThat(now(charge).isSettled()).isTrue();

        chain.forgetLatestBlocks(1);
        recover(restarted());

        assertThat(now(charge).isSettled()).isTrue();
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void offersMoreForATransactionThatIsStuck() throws IOException {
        var stuck = new Charge[1];
        var later =
                new Bench(database, Optional.of(chain.node()), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90)));

        chain.withoutMining(() -> {
            stuck[0] = steps(reserved(), 3);
            later.recovery.run();
        });
        recover(restarted());

        var attempts = bench.attempts.of(BOB, stuck[0].id());
        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst().nonce()).isEqualTo(attempts.getLast().nonce());
        assertThat(attempts.getFirst().fees().most())
                .isGreaterThan(attempts.getLast().fees().most());
        assertThat(now(stuck[0]).isSettled()).isTrue();
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void signsAnewWhenAnotherTransactionTookTheNonce() throws IOException {
        var charge = steps(reserved(), 2);
        sendSomethingElseFromTheGasAccount();

        restarted().recovery.run();
        restarted().recovery.run();

        assertThat(bench.attempts.of(BOB, charge.id()))
                .extracting(Attempt::state)
                .containsExactly(AttemptState.MINED, AttemptState.LOST);
        assertThat(now(charge).isSettled()).isTrue();
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    @Test
    void givesUpWhatExpiredUnused() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var a = shortLived(purchase);
        var charge = steps(reserved(purchase, a, Purchase.signed(LocalChain.ALICE, a)), 2);
        chain.passTime(40);

        restarted().recovery.run();
        restarted().recovery.run();

        assertThat(now(charge).state()).isEqualTo(ChargeState.EXPIRED);
        assertThat(chain.balance(payee)).isZero();
        var anew = new Authorization(
                a.from(), a.to(), a.value(), a.validAfter(), a.validBefore().add(BigInteger.valueOf(300)), a.nonce());
        var again = purchase.header(
                bench.paywall.ask(BOB, purchase.unpaid()), anew, Purchase.signed(LocalChain.ALICE, anew));
        assertThat(bench.paywall.ask(BOB, purchase.with(again)))
                .describedAs("the transaction of the former signature reverted, which says nothing about this one")
                .isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(chain.balance(payee)).isEqualTo(10_000);
    }

    /** The seller's side of it: what is at the head of the chain may be replaced by what takes the money. */
    @Test
    void givesNothingUpBeforeItIsAsDeepAsWhatIsPaid() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var charge = steps(briefly(purchase), 2);
        chain.passTime(40);
        var later = restarted();
        configure(later.settings, "cc.payment.confirmations", 2);

        later.recovery.run();
        later.recovery.run();
        assertThat(now(charge).state()).isEqualTo(ChargeState.BROADCAST);
        chain.mine();
        chain.mine();
        later.recovery.run();
        later.recovery.run();

        assertThat(now(charge).isLost()).isTrue();
    }

    @Test
    void saysWhatTheChainTookBackUntilItComesAgain() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var charge = settled(reserved(purchase));
        assertThat(bench.paywall.undone(BOB, purchase.accept())).isEmpty();

        chain.withoutMining(() -> {
            chain.forgetLatestBlocks(1);
            bench.recovery.run();
            assertThat(bench.paywall.undone(BOB, purchase.accept()))
                    .hasValueSatisfying(undone -> assertThat(undone.lost()).isFalse());
            assertThat(bench.events.fired()).endsWith(new PaymentEvent.Reorged(BOB, purchase.accept()));
        });
        recover(restarted());

        assertThat(now(charge).isSettled()).isTrue();
        assertThat(bench.paywall.undone(BOB, purchase.accept())).isEmpty();
    }

    /** A payer that has spent the money elsewhere meanwhile. */
    @Test
    void owesNothingForWhatNeverCameBack() throws IOException {
        var purchase = Purchase.ofCents(1, payee);
        var charge = settled(briefly(purchase));
        bench.paywall.owesRefund(BOB, purchase.accept(), "The machine could not be made");
        assertThat(bench.ledger.received(BOB).getFirst().state()).isEqualTo("REFUND_DUE");

        chain.forgetLatestBlocks(1);
        chain.passTime(40);
        var later = restarted();
        later.recovery.run();
        later.recovery.run();

        assertThat(now(charge).isLost()).isTrue();
        assertThat(bench.paywall.undone(BOB, purchase.accept()))
                .hasValueSatisfying(undone -> assertThat(undone.lost()).isTrue());
        assertThat(bench.ledger.received(BOB).getFirst().state()).isNotEqualTo("REFUND_DUE");
    }

    @Test
    void settlesOnlyAfterTheConfirmationsAskedForAndThenForGood() throws IOException {
        configure(bench.settings, "cc.payment.confirmations", 1);
        configure(bench.settings, "cc.payment.final-depth", 2);
        var charge = settled(reserved());
        assertThat(charge.state()).isEqualTo(ChargeState.MINED);
        assertThat(charge.isSettled()).isFalse();

        chain.mine();
        var settled = bench.settlement.advance(charge);
        chain.mine();
        var last = bench.settlement.advance(settled);

        assertThat(settled.isSettled()).isTrue();
        assertThat(last.state()).isEqualTo(ChargeState.FINAL);
    }

    @Test
    void aLocalChainThatWasThrownAwayDoesNotStopTheShop() throws IOException, InterruptedException {
        var ownDatabase = Database.fresh();
        var before = new Bench(ownDatabase, Optional.of(chain.node()));
        var paid = Purchase.ofCents(1, payee);
        before.paywall.ask(BOB, paid.with(paid.header(before, BOB, LocalChain.ALICE)));
        var other = LocalChain.start();

        var after = new Bench(ownDatabase, Optional.of(other.node()));
        var next = Purchase.ofCents(1, payee);

        assertThat(after.paywall.ask(BOB, next.with(next.header(after, BOB, LocalChain.ALICE))))
                .isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(after.paywall.ask(BOB, paid.unpaid())).isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(other.balance(payee)).isEqualTo(10_000);
        other.stop();
    }

    private Charge reserved() {
        return reserved(Purchase.ofCents(1, payee));
    }

    private Charge reserved(Purchase purchase) {
        var a = purchase.authorization(LocalChain.ALICE);
        return reserved(purchase, a, Purchase.signed(LocalChain.ALICE, a));
    }

    private Charge briefly(Purchase purchase) {
        var a = shortLived(purchase);
        return reserved(purchase, a, Purchase.signed(LocalChain.ALICE, a));
    }

    /** For half a minute, by the clock of the chain or ours, whichever is ahead. */
    private static Authorization shortLived(Purchase purchase) {
        var now = chain.token().node().latest().time().getEpochSecond();
        return purchase.authorization(
                LocalChain.ALICE,
                purchase.terms().amount(),
                Math.max(now, Instant.now().getEpochSecond()) + 30);
    }

    private Charge reserved(Purchase purchase, Authorization a, Signature signature) {
        var header = purchase.header(bench.paywall.ask(BOB, purchase.unpaid()), a, signature);
        var payment = PaymentPayload.in(purchase.with(header).headers()).orElseThrow();
        return bench.offers
                .bind(BOB, Optional.of(purchase.accept()), purchase.resource().toString(), payment, bench.chain.token())
                .orElseThrow();
    }

    private Charge steps(Charge charge, int count) {
        var now = charge;
        for (var i = 0; i < count; i++) {
            now = bench.settlement.step(now);
        }
        return now;
    }

    private Charge settled(Charge charge) {
        bench.settlement.advance(charge);
        chain.makesItsBlocks();
        return bench.settlement.advance(now(charge));
    }

    /** As the timer does: what was sent is looked for in the blocks of the time after. */
    private static void recover(Bench later) {
        later.recovery.run();
        chain.makesItsBlocks();
        later.recovery.run();
    }

    private Charge now(Charge charge) {
        return bench.charges.get(BOB, charge.id());
    }

    private void send(Charge charge) {
        for (var attempt : bench.attempts.of(BOB, charge.id())) {
            assertThat(chain.token().node().broadcast(attempt.raw())).isEmpty();
        }
    }

    private void sendSomethingElseFromTheGasAccount() {
        var key = EvmKey.of(LocalChain.GAS_KEY);
        var outlook = chain.token().node().outlook(key.address());
        var other = key.sign(84532, outlook.mined(), BigInteger.valueOf(50_000), key.address(), "0x", outlook.fees());
        assertThat(chain.token().node().broadcast(other.raw())).isEmpty();
    }
}
