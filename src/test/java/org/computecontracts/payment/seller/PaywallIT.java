package org.computecontracts.payment.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Bench;
import org.computecontracts.payment.LocalChain;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentEvent;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Purchase;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Erc3009;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.payment.evm.Signature;
import org.computecontracts.payment.evm.TokenDomain;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** The paywall against a real chain, the real token and a real PostgreSQL. */
class PaywallIT {
    private static final TenantId BOB = TenantId.random();
    private static LocalChain chain;
    private static Database database;
    private Bench bench;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chain = LocalChain.get();
        database = Database.fresh();
    }

    @BeforeEach
    void openTheShop() throws IOException {
        bench = new Bench(database, Optional.of(chain.node()));
    }

    @Test
    void asksInBothVersionsAndTakesThePayment() {
        var purchase = Purchase.ofCents(1);
        var demand = (PaywallAnswer.Demand) bench.paywall.ask(BOB, purchase.unpaid());
        var header = header(purchase);

        var answer = bench.paywall.ask(BOB, purchase.with(header));

        assertThat(demand.status()).isEqualTo(402);
        assertThat(demand.body()).contains("\"x402Version\":1", "\"maxAmountRequired\":\"10000\"");
        assertThat(demand.headers()).containsKey("PAYMENT-REQUIRED");
        var settled = (PaywallAnswer.Settled) answer;
        assertThat(settled.headers()).containsKey("PAYMENT-RESPONSE");
        assertThat(settled.payment().transaction()).startsWith("0x");
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
        assertThat(bench.events.fired()).containsExactly(new PaymentEvent.Settled(BOB, purchase.accept()));
        assertThat(bench.ledger.received(BOB)).extracting(Payment::accept).contains(purchase.accept());
    }

    @Test
    void answersAPaidAcceptAgainAndChargesNothing() {
        var purchase = Purchase.ofCents(1);
        var header = header(purchase);
        var first = (PaywallAnswer.Settled) bench.paywall.ask(BOB, purchase.with(header));

        var replayed = (PaywallAnswer.Settled) bench.paywall.ask(BOB, purchase.with(header));
        var unpaid = (PaywallAnswer.Settled) bench.paywall.ask(BOB, purchase.unpaid());

        assertThat(replayed.payment()).isEqualTo(first.payment());
        assertThat(unpaid.payment()).isEqualTo(first.payment());
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void doesNotTouchASecondPaymentForTheSameAccept() {
        var purchase = Purchase.ofCents(1);
        var demand = bench.paywall.ask(BOB, purchase.unpaid());
        bench.paywall.ask(BOB, purchase.with(header(purchase)));
        var second = purchase.authorization(LocalChain.CAROL);
        var header = purchase.header(demand, second, Purchase.signed(LocalChain.CAROL, second));

        var answer = bench.paywall.ask(BOB, purchase.with(header));

        assertThat(answer).isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(chain.isConsumed(second)).isFalse();
    }

    @Test
    void refusesAPaymentThatBoughtSomethingElse() {
        var bought = Purchase.ofCents(1);
        var wanted = Purchase.ofCents(1, bought.terms().payTo());
        var a = bought.authorization(LocalChain.ALICE);
        var signature = Purchase.signed(LocalChain.ALICE, a);
        bench.paywall.ask(BOB, bought.with(bought.header(bench.paywall.ask(BOB, bought.unpaid()), a, signature)));
        var header = wanted.header(bench.paywall.ask(BOB, wanted.unpaid()), a, signature);

        var answer = bench.paywall.ask(BOB, wanted.with(header));
        var elsewhere = bench.paywall.ask(TenantId.random(), wanted.with(header));

        assertThat(((PaywallAnswer.Demand) answer).status()).isEqualTo(409);
        assertThat(((PaywallAnswer.Demand) elsewhere).status()).isEqualTo(409);
        assertThat(bench.paywall.find(BOB, wanted.accept())).isEmpty();
        assertThat(chain.balance(wanted.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void eightOfTheSamePaymentAtOnceAreOneTransaction() throws Exception {
        var purchase = Purchase.ofCents(1);
        var header = header(purchase);

        var answers = atOnce(8, i -> bench.paywall.ask(BOB, purchase.with(header)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(PaywallAnswer.Settled.class));
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
        assertThat(attempts(purchase)).hasSize(1);
    }

    @Test
    void differentAcceptsAtOnceAreAllPaid() throws Exception {
        var payee = EvmKey.generate().address().checksummed();
        var purchases = new ArrayList<Purchase>();
        var headers = new ArrayList<String>();
        for (var i = 0; i < 6; i++) {
            purchases.add(Purchase.ofCents(1, payee));
            headers.add(header(purchases.get(i)));
        }

        var answers = atOnce(6, i -> bench.paywall.ask(BOB, purchases.get(i).with(headers.get(i))));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOf(PaywallAnswer.Settled.class));
        assertThat(chain.balance(payee)).isEqualTo(60_000);
    }

    @Test
    void refusesAPaymentThatWasSettledAtAnotherShop() {
        var purchase = Purchase.ofCents(1);
        var a = purchase.authorization(LocalChain.ALICE);
        var signature = Purchase.signed(LocalChain.ALICE, a);
        var header = purchase.header(bench.paywall.ask(BOB, purchase.unpaid()), a, signature);
        chain.sendAsStranger(Erc3009.transfer(a, signature));

        var answer = (PaywallAnswer.Demand) bench.paywall.ask(BOB, purchase.with(header));
        var again = (PaywallAnswer.Demand) bench.paywall.ask(BOB, purchase.with(header));

        assertThat(answer.status())
                .describedAs("its payer did pay, so it is not asked for more")
                .isEqualTo(409);
        assertThat(answer.body()).contains("invalid_exact_evm_nonce_already_used");
        assertThat(again).isEqualTo(answer);
        assertThat(bench.paywall.find(BOB, purchase.accept())).isEmpty();
    }

    @Test
    void whatWasRefusedHereAndThenUsedElsewhereBuysNothingHere() {
        var poor = EvmKey.generate();
        var purchase = Purchase.ofCents(1);
        var a = purchase.authorization(poor);
        var signature = Purchase.signed(poor, a);
        var header = purchase.header(bench.paywall.ask(BOB, purchase.unpaid()), a, signature);
        refused(bench.paywall.ask(BOB, purchase.with(header)), "insufficient_funds");
        chain.give(poor.address(), 10_000);
        chain.sendAsStranger(Erc3009.transfer(a, signature));

        var answer = (PaywallAnswer.Demand) bench.paywall.ask(BOB, purchase.with(header));

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void aLookTakesNoPayment() {
        var purchase = Purchase.ofCents(1);
        var a = purchase.authorization(LocalChain.ALICE);
        var header =
                purchase.header(bench.paywall.ask(BOB, purchase.unpaid()), a, Purchase.signed(LocalChain.ALICE, a));

        var looked = bench.paywall.look(BOB, purchase.with(header));

        assertThat(((PaywallAnswer.Demand) looked).status()).isEqualTo(402);
        assertThat(bench.paywall.find(BOB, purchase.accept())).isEmpty();
        bench.paywall.ask(BOB, purchase.with(header));
        assertThat(bench.paywall.look(BOB, purchase.unpaid())).isInstanceOf(PaywallAnswer.Settled.class);
    }

    @Test
    void aSellersServerIsPaidForOneThingByOnePayment() {
        var purchase = Purchase.ofCents(1);
        var a = purchase.authorization(LocalChain.ALICE);

        var first = bench.facilitator.settle(BOB, purchase.facilitated(a, "https://shop.example/one"));
        var again = bench.facilitator.settle(BOB, purchase.facilitated(a, "HTTPS://shop.example:443/one/"));
        var other = bench.facilitator.settle(BOB, purchase.facilitated(a, "https://shop.example/two"));

        assertThat(first.path("success").asBoolean()).as(first.toString()).isTrue();
        assertThat(again).isEqualTo(first);
        assertThat(other.path("success").asBoolean()).isFalse();
        assertThat(other.path("errorReason").asText()).isEqualTo("invalid_exact_evm_nonce_already_used");
    }

    @Test
    void judgesANonceThatIsSignedAnewByWhatIsShownNow() {
        var purchase = Purchase.ofCents(1);
        var demand = bench.paywall.ask(BOB, purchase.unpaid());
        var tooLate = purchase.authorization(
                LocalChain.ALICE, purchase.terms().amount(), Instant.now().getEpochSecond() + 5);
        refused(pay(purchase, demand, tooLate), "invalid_exact_evm_payload_authorization_valid_before");
        var anew = new Authorization(
                tooLate.from(),
                tooLate.to(),
                tooLate.value(),
                tooLate.validAfter(),
                BigInteger.valueOf(Instant.now().getEpochSecond() + 300),
                tooLate.nonce());

        assertThat(pay(purchase, demand, anew)).isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void refusesACanceledAuthorization() {
        var purchase = Purchase.ofCents(1);
        var a = purchase.authorization(LocalChain.ALICE);
        var header =
                purchase.header(bench.paywall.ask(BOB, purchase.unpaid()), a, Purchase.signed(LocalChain.ALICE, a));
        chain.sendAsStranger(cancel(a, LocalChain.ALICE));

        var answer = bench.paywall.ask(BOB, purchase.with(header));

        refused(answer, "authorization_canceled");
        assertThat(attempts(purchase)).isEmpty();
    }

    @Test
    void refusesWhatDoesNotPayWhatIsAsked() {
        var purchase = Purchase.ofCents(2);
        var soon = Instant.now().getEpochSecond() + 300;
        var demand = bench.paywall.ask(BOB, purchase.unpaid());
        var tooLittle = purchase.authorization(LocalChain.ALICE, BigInteger.valueOf(19_999), soon);
        var tooMuch = purchase.authorization(LocalChain.ALICE, BigInteger.valueOf(20_001), soon);
        var expired = purchase.authorization(
                LocalChain.ALICE, purchase.terms().amount(), Instant.now().getEpochSecond() + 5);
        var toEve = Purchase.ofCents(2).authorization(LocalChain.ALICE);

        refused(pay(purchase, demand, tooLittle), "invalid_exact_evm_payload_authorization_value_mismatch");
        refused(pay(purchase, demand, tooMuch), "invalid_exact_evm_payload_authorization_value_mismatch");
        refused(pay(purchase, demand, toEve), "invalid_exact_evm_payload_recipient_mismatch");
        refused(pay(purchase, demand, expired), "invalid_exact_evm_payload_authorization_valid_before");
        assertThat(chain.balance(purchase.terms().payTo())).isZero();
    }

    @Test
    void refusesWhatIsNotSignedForThisTokenByThePayer() {
        var purchase = Purchase.ofCents(1);
        var demand = bench.paywall.ask(BOB, purchase.unpaid());
        var a = purchase.authorization(LocalChain.ALICE);
        var otherToken = new TokenDomain("USDC", "2", 84532, EvmKey.generate().address());
        var otherChain = new TokenDomain(
                "USDC", "2", 8453, new PaymentSettings().domain().token());
        var good = Purchase.signed(LocalChain.ALICE, a);

        for (var signature : List.of(
                Purchase.signed(LocalChain.CAROL, a),
                Purchase.signed(LocalChain.ALICE, a, otherToken),
                Purchase.signed(LocalChain.ALICE, a, otherChain),
                highTwin(good))) {
            refused(
                    bench.paywall.ask(BOB, purchase.with(purchase.header(demand, a, signature))),
                    "invalid_exact_evm_payload_signature");
        }
        assertThat(chain.isConsumed(a)).isFalse();
    }

    @Test
    void takesARefusedPaymentOnceTheMoneyIsThere() {
        var poor = EvmKey.generate();
        var purchase = Purchase.ofCents(1);
        var header = purchase.header(bench, BOB, poor);

        refused(bench.paywall.ask(BOB, purchase.with(header)), "insufficient_funds");
        chain.give(poor.address(), 10_000);

        assertThat(bench.paywall.ask(BOB, purchase.with(header))).isInstanceOf(PaywallAnswer.Settled.class);
    }

    @Test
    void takesThePaymentOfAContractWallet() throws IOException {
        var purchase = Purchase.ofCents(1);
        var owner = EvmKey.generate();
        var wallet = chain.contractWallet(owner);
        chain.give(wallet, 10_000);
        var own = purchase.authorization(owner);
        var a = new Authorization(wallet, own.to(), own.value(), own.validAfter(), own.validBefore(), own.nonce());
        var demand = bench.paywall.ask(BOB, purchase.unpaid());

        refused(
                bench.paywall.ask(BOB, purchase.with(purchase.header(demand, a, Purchase.signed(LocalChain.CAROL, a)))),
                "invalid_exact_evm_payload_signature");
        var header = purchase.header(demand, a, Purchase.signed(owner, a));

        assertThat(bench.paywall.ask(BOB, purchase.with(header))).isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(10_000);
    }

    @Test
    void keepsTrackOfWhatIsOwed() {
        var built = Purchase.ofCents(1);
        var broken = Purchase.ofCents(1);
        bench.paywall.ask(BOB, built.with(header(built)));
        bench.paywall.ask(BOB, broken.with(header(broken)));

        bench.paywall.delivered(BOB, built.accept());
        bench.paywall.owesRefund(BOB, built.accept(), "too late to say so");
        bench.paywall.owesRefund(BOB, broken.accept(), "no room");

        assertThat(bench.paywall.find(BOB, built.accept())).map(Payment::state).contains("DELIVERED");
        assertThat(bench.paywall.find(BOB, broken.accept())).map(Payment::state).contains("REFUND_DUE");
    }

    @Test
    void writesDownEveryStateAndNeverChangesIt() throws SQLException {
        var purchase = Purchase.ofCents(1);
        bench.paywall.ask(BOB, purchase.with(header(purchase)));
        var id = bench.charges.live(BOB, purchase.accept()).orElseThrow().id();

        try (var connection = database.dataSource().getConnection();
                var sql = connection.createStatement()) {
            var log = sql.executeQuery(
                    "select string_agg(to_state, ' ' order by id) from payment_charge_log where charge = '" + id + "'");
            log.next();
            assertThat(log.getString(1)).isEqualTo("RESERVED VERIFIED SIGNED BROADCAST MINED");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sql.executeUpdate("update payment_charge_log set to_state = 'FINAL'"))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    void answersMalformedPaymentsWith400() {
        var purchase = Purchase.ofCents(1);

        var answer = (PaywallAnswer.Demand) bench.paywall.ask(BOB, purchase.with("no base64!"));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void isNotCertainBeforeTheBlockAndNeverAsksAgainThen() {
        configure(bench.settings, "cc.payment.settle-wait", Duration.ofMillis(300));
        var purchase = Purchase.ofCents(1);
        var header = header(purchase);
        var pending = new ArrayList<PaywallAnswer>();

        chain.withoutMining(() -> {
            pending.add(bench.paywall.ask(BOB, purchase.with(header)));
            pending.add(bench.paywall.ask(BOB, purchase.unpaid()));
        });

        assertThat(pending).allSatisfy(answer -> assertThat(answer).isInstanceOf(PaywallAnswer.Pending.class));
        assertThat(bench.paywall.ask(BOB, purchase.with(header))).isInstanceOf(PaywallAnswer.Settled.class);
        assertThat(attempts(purchase)).hasSize(1);
    }

    @Test
    void saysThatThereIsNoChain() throws IOException {
        var without = new Bench(database, Optional.empty());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> without.paywall.ask(BOB, Purchase.ofCents(1).unpaid()))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.NO_CHAIN);
    }

    @Test
    void doesNotQuoteOnAChainThatIsNotTheOneConfigured() {
        configure(bench.settings, "cc.payment.asset-name", "USD Coin");

        refusesToQuote("DOMAIN_SEPARATOR");
        configure(bench.settings, "cc.payment.asset-name", "USDC");
        configure(bench.settings, "cc.payment.decimals", 18);
        refusesToQuote("has 6 decimals, not 18");
        configure(bench.settings, "cc.payment.decimals", 6);
        bench = restarted(bench);
        configure(bench.settings, "cc.payment.gas-key-file", Optional.empty());
        refusesToQuote("cc.payment.gas-key-file");
    }

    private static Bench restarted(Bench before) {
        try {
            return before.again(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refusesToQuote(String why) {
        var terms = Purchase.ofCents(1);
        bench.chain.doubt();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> bench.paywall.ask(BOB, terms.unpaid()))
                .withMessageContaining(why)
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.CHAIN_REFUSED);
    }

    @Test
    void anUnreachableNodeIsNoReasonToAskForMoneyAgain() throws IOException {
        var purchase = Purchase.ofCents(1);
        var header = header(purchase);
        var blind = new Bench(database, Optional.of(URI.create("http://127.0.0.1:1")));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> blind.paywall.ask(BOB, purchase.with(header)))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.CHAIN_UNAVAILABLE);
        assertThat(bench.paywall.ask(BOB, purchase.with(header))).isInstanceOf(PaywallAnswer.Settled.class);
    }

    private String header(Purchase purchase) {
        return purchase.header(bench, BOB, LocalChain.ALICE);
    }

    private PaywallAnswer pay(Purchase purchase, PaywallAnswer demand, Authorization a) {
        var header = purchase.header(demand, a, Purchase.signed(LocalChain.ALICE, a));
        return bench.paywall.ask(BOB, purchase.with(header));
    }

    private static void refused(PaywallAnswer answer, String reason) {
        assertThat(answer).isInstanceOfSatisfying(PaywallAnswer.Demand.class, demand -> {
            assertThat(demand.status()).isEqualTo(402);
            assertThat(demand.body()).contains("\"error\":\"" + reason + "\"");
        });
    }

    private List<Attempt> attempts(Purchase purchase) {
        return bench.charges
                .live(BOB, purchase.accept())
                .map(charge -> bench.attempts.of(BOB, charge.id()))
                .orElse(List.of());
    }

    private static Signature highTwin(Signature low) {
        var bytes = low.bytes();
        var s = Sign.CURVE_PARAMS.getN().subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)));
        return new Signature(
                low.value().substring(0, 66) + Word.of(s).value().substring(2) + (bytes[64] == 27 ? "1c" : "1b"));
    }

    /** cancelAuthorization(address,bytes32,bytes), signed by the payer. */
    private static String cancel(Authorization a, EvmKey payer) {
        var type = Hash.sha3("CancelAuthorization(address authorizer,bytes32 nonce)".getBytes(StandardCharsets.UTF_8));
        var struct = Hash.sha3(Numeric.hexStringToByteArray(Numeric.toHexString(type)
                + a.from().word().value().substring(2)
                + a.nonce().value().substring(2)));
        var digest = Hash.sha3(Numeric.hexStringToByteArray("0x1901"
                + new PaymentSettings().domain().separator().value().substring(2)
                + Numeric.toHexStringNoPrefix(struct)));
        var signature = payer.sign(digest).value().substring(2);
        var selector = Hash.sha3String("cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)")
                .substring(0, 10);
        return selector
                + a.from().word().value().substring(2)
                + a.nonce().value().substring(2)
                + "0".repeat(62)
                + signature.substring(128)
                + signature.substring(0, 128);
    }

    /** What each of n threads got, all having started together. */
    private static <T> List<T> atOnce(int n, IntFunction<T> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(n)) {
            var tasks = new ArrayList<Callable<T>>();
            for (var i = 0; i < n; i++) {
                var index = i;
                tasks.add(() -> work.apply(index));
            }
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
