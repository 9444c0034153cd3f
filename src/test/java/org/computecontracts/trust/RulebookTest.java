package org.computecontracts.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.trust.Village.ALICE;
import static org.computecontracts.trust.Village.BOB;
import static org.computecontracts.trust.Village.CAROL;
import static org.computecontracts.trust.Village.EVE;
import static org.computecontracts.trust.Village.ref;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.computecontracts.atproto.Did;
import org.computecontracts.trust.Rule.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulebookTest {
    private static final Verdict VOUCHED =
            new Verdict.Vouched(ALICE, List.of(ALICE, BOB), "pays", List.of(ref(ALICE, BOB)), Village.WHEN);
    private static final Verdict DENOUNCED = new Verdict.Denounced(
            ALICE, List.of(ALICE, EVE), "resells access.", List.of(ref(ALICE, EVE)), Village.WHEN);

    @Test
    void theDefaultDeniesTheDenouncedAndSaysWhy() {
        var ruling = ofDefault().ruling(bid(EVE, "0.01", DENOUNCED));

        assertThat(ruling)
                .isEqualTo(new Ruling(false, "denounced", "You denounced eve.test on 22 Nov 2026: resells access."));
    }

    @Test
    void theDefaultAllowsTheVouchedWithinThePrice() {
        var ruling = ofDefault().ruling(bid(BOB, "1.00", VOUCHED));

        assertThat(ruling)
                .isEqualTo(new Ruling(
                        true,
                        "within the price",
                        "You vouched for bob.test on 22 Nov 2026: pays; 1 USDC hourly is within your limit of 1."));
    }

    @Test
    void theDefaultDeniesTheVouchedOverThePrice() {
        assertThat(ofDefault().ruling(bid(BOB, "1.000001", VOUCHED)))
                .isEqualTo(new Ruling(false, "over the price", "1.000001 USDC hourly is over your limit of 1."));
    }

    @Test
    void theDefaultDeniesStrangers() {
        assertThat(ofDefault().ruling(bid(BOB, "0", new Verdict.Unknown())))
                .isEqualTo(new Ruling(false, "not vouched for", "Nobody you trust vouches for bob.test."));
    }

    @Test
    void aVouchOfAnotherNamesHim() {
        var verdict = new Verdict.Vouched(BOB, List.of(ALICE, BOB, CAROL), "", List.of(), Village.WHEN);

        assertThat(ofDefault().ruling(bid(CAROL, "1", verdict)).reason())
                .startsWith("bob.test vouched for carol.test on 22 Nov 2026; ");
    }

    @Test
    void aJudgementOfTheOperatorNamesBoth() {
        var verdict = new Verdict.Denounced(ALICE, List.of(ALICE, EVE, BOB), "", List.of(), Instant.EPOCH);

        assertThat(ofDefault().ruling(bid(BOB, "1", verdict)).reason())
                .isEqualTo("You denounced eve.test, who runs bob.test.");
    }

    @Test
    void theFirstMatchDecides() {
        var rules = rulebook(
                new Rule("never", Effect.DENY, "cost > 100", "no"),
                new Rule("yes", Effect.ALLOW, "cost < 2", "{bidder} is cheap."),
                new Rule("no", Effect.DENY, "true", "no"));

        assertThat(rules.ruling(bid(BOB, "1", VOUCHED))).isEqualTo(new Ruling(true, "yes", "bob.test is cheap."));
    }

    @Test
    void noMatchDenies() {
        assertThat(rulebook().ruling(bid(BOB, "1", VOUCHED)).allow()).isFalse();
        assertThat(rulebook(new Rule("free", Effect.ALLOW, "cost == 0.0", "free"))
                        .ruling(bid(BOB, "1", VOUCHED)))
                .isEqualTo(new Ruling(false, Rulebook.NO_RULE, "No rule of the policy speaks for this bid."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verdict == 'vouched'",
                "depth == 1",
                "bidder.did == 'did:plc:bob'",
                "bidder.handle.endsWith('.test')",
                "cost <= maxPrice && cost < 2 && cost == 1.0",
                "currency == 'USDC' && frequency == 'hourly'",
                "prepay && cpus >= 2",
                "location in ['de', 'fr']",
                "location.matches('^d[a-z]$')",
                "!(verdict in ['denounced', 'unknown'])",
                "cost * 720.0 < 1000"
            })
    void everyVariableCanBeAsked(String when) {
        assertThat(rulebook(new Rule("r", Effect.ALLOW, when, "ok")).ruling(bid(BOB, "1", VOUCHED)))
                .isEqualTo(new Ruling(true, "r", "ok"));
    }

    @Test
    void anUnknownBidderIsFarAway() {
        var rules = rulebook(new Rule("near", Effect.ALLOW, "depth <= 3", "near"));

        assertThat(rules.ruling(bid(BOB, "1", new Verdict.Unknown())).allow()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 / (cpus - 2) > 0", "int(location) > 1", "dyn(1)", "{'a': true}[location]"})
    void aRuleThatFailsDeniesEvenBeforeOneThatAllows(String when) {
        var rules = rulebook(new Rule("broken", Effect.ALLOW, when, "x"), new Rule("all", Effect.ALLOW, "true", "all"));

        var ruling = rules.ruling(bid(BOB, "1", VOUCHED));

        assertThat(ruling.allow()).isFalse();
        assertThat(ruling.rule()).isEqualTo("broken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cost <= prise|column 9|prise",
                "cost <=|column 8|",
                "cost|column 1|bool",
                "bidder.name == 'x'|column 1|bidder",
                "cpus > 'two'|column 6|",
                "verdict = 'vouched'|column 9|"
            })
    void saysWhichRuleIsWrongAndWhere(String when, String where, String what) {
        assertThatThrownBy(() -> rulebook(new Rule("mine", Effect.ALLOW, when, "x")))
                .hasMessageContaining("rule \"mine\", " + where)
                .hasMessageContaining(what == null ? "" : what);
    }

    @Test
    void countsColumnsInEachLine() {
        assertThatThrownBy(() -> rulebook(new Rule("mine", Effect.ALLOW, "cost > 0\n  && nothing", "x")))
                .hasMessageContaining("rule \"mine\", line 2, column 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3].all(x, [1,2,3].all(y, true))",
                "[1,2,3].exists(x, x > 2)",
                "[1,2,3].map(x, x * 2).size() > 1",
                "[1,2,3].filter(x, x > 1).size() > 1",
                "[1].exists_one(x, true)"
            })
    void loopsAreRefused(String when) {
        assertThatThrownBy(() -> rulebook(new Rule("loop", Effect.ALLOW, when, "x")))
                .hasMessageContaining("rule \"loop\", column");
    }

    @Test
    void hugeAndDeepExpressionsAreRefusedQuickly() {
        var hostile = List.of(
                "true" + " && true".repeat(100_000),
                "(".repeat(900) + "true" + ")".repeat(900),
                "!".repeat(1999) + "true",
                "[".repeat(900) + "]".repeat(900) + " == []",
                "true ? ".repeat(200) + "true" + " : true".repeat(200));

        Assertions.assertThatNoException()
                .isThrownBy(() -> hostile.forEach(when -> {
                    var before = System.nanoTime();
                    try {
                        rulebook(new Rule("huge", Effect.ALLOW, when, "x")).ruling(bid(BOB, "1", VOUCHED));
                    } catch (org.computecontracts.kernel.ProblemException e) {
                        assertThat(e.type()).isEqualTo(TrustProblem.INVALID_POLICY);
                        assertThat(e.detail().length()).isLessThan(3000);
                    }
                    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
                }));
    }

    @Test
    void aRegularExpressionCannotRunAway() {
        var rules = rulebook(new Rule("regex", Effect.ALLOW, "'" + "a".repeat(1500) + "b'.matches('^(a+)+$')", "x"));

        var before = System.nanoTime();
        var ruling = rules.ruling(bid(BOB, "1", VOUCHED));

        assertThat(ruling.allow()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        var rules = List.of(
                new Rule("a", Effect.ALLOW, "x", "ok"),
                new Rule("a", Effect.ALLOW, "true", "{who} is it"),
                new Rule("", Effect.ALLOW, "true", ""));

        assertThatThrownBy(() -> Rulebook.compile(new NewPolicy(rules, new BigDecimal("-1"), 4)))
                .hasMessageContaining("maxPrice")
                .hasMessageContaining("maxDepth goes from 1 to 3")
                .hasMessageContaining("rule \"a\", column 1")
                .hasMessageContaining("rule \"a\" is there twice")
                .hasMessageContaining("nothing stands for {who}")
                .hasMessageContaining("a rule's name has 1 to 60 characters");
    }

    @Test
    void tooManyRulesAreRefused() {
        var rules = IntStream.range(0, 51)
                .mapToObj(i -> new Rule("r" + i, Effect.ALLOW, "true", "x"))
                .toList();

        assertThatThrownBy(() -> Rulebook.compile(new NewPolicy(rules, BigDecimal.ONE, 1)))
                .hasMessageContaining("at most 50 rules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1E+400", "1E-400", "0.1234567890123456", "1000000000001"})
    void aCostThatIsNoPriceDeniesBeforeAnyRule(String cost) {
        var ruling = rulebook(new Rule("all", Effect.ALLOW, "true", "x")).ruling(bid(BOB, cost, VOUCHED));

        assertThat(ruling.allow()).isFalse();
        assertThat(ruling.rule()).isEqualTo(Rulebook.NOT_DECIDABLE);
    }

    @Test
    void theSmallestDifferenceInPriceCounts() {
        var policy = new NewPolicy(
                List.of(new Rule("r", Effect.ALLOW, "cost <= maxPrice", "x")), new BigDecimal("123456789.123456"), 1);

        assertThat(Rulebook.compile(policy)
                        .ruling(bid(BOB, "123456789.123457", VOUCHED, "de", policy.maxPrice()))
                        .allow())
                .isFalse();
        assertThat(Rulebook.compile(policy)
                        .ruling(bid(BOB, "123456789.123456", VOUCHED, "de", policy.maxPrice()))
                        .allow())
                .isTrue();
    }

    @Test
    void wordsOfStrangersDoNotFillPlaceholders() {
        var rules = rulebook(new Rule("r", Effect.ALLOW, "true", "From {location}."));

        assertThat(rules.ruling(bid(BOB, "1", VOUCHED, "{bidder} $1 \\", BigDecimal.ONE))
                        .reason())
                .isEqualTo("From {bidder} $1 \\.");
    }

    private static Rulebook ofDefault() {
        var policy = DefaultPolicy.with(BigDecimal.ONE);
        return Rulebook.compile(new NewPolicy(policy.rules(), policy.maxPrice(), policy.maxDepth()));
    }

    private static Rulebook rulebook(Rule... rules) {
        return Rulebook.compile(new NewPolicy(List.of(rules), BigDecimal.ONE, 1));
    }

    private static PolicyInput bid(Did bidder, String cost, Verdict verdict) {
        return bid(bidder, cost, verdict, "de", BigDecimal.ONE);
    }

    private static PolicyInput bid(Did bidder, String cost, Verdict verdict, String location, BigDecimal maxPrice) {
        var facts = new BidFacts(
                ref(ALICE, CAROL),
                ref(bidder, ALICE),
                bidder,
                ref(bidder, CAROL),
                new BigDecimal(cost),
                "USDC",
                "hourly",
                true,
                2,
                location,
                List.of());
        return new PolicyInput(ALICE, facts, verdict, maxPrice, did -> did.plcKey() + ".test");
    }
}
