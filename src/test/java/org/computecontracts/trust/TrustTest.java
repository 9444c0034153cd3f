package org.computecontracts.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.trust.Village.ref;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.testing.Database;
import org.computecontracts.trust.Rule.Effect;
import org.computecontracts.trust.Verdict.Denounced;
import org.computecontracts.trust.Verdict.Unknown;
import org.computecontracts.trust.Verdict.Vouched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole module, on a real database and a PDS that speaks HTTP. */
class TrustTest {
    private static final Database DATABASE = Database.fresh();
    private static final String VOUCH = "sh.tangled.graph.vouch";
    private static final String KEYS = "com.publicdomainrelay.temp.badgeBlueKeys";
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Vouches vouches = new Vouches();
    private final TrustGraph graph = new TrustGraph();
    private final Policies policies = new Policies();
    private Tenant alice;
    private Tenant bob;
    private Did carol;
    private Did eve;

    @BeforeEach
    void people() {
        DATABASE.clear();
        wire();
        alice = world.signUp("alice.test");
        bob = world.signUp("bob.test");
        carol = world.server.account("carol.test", "password of carol");
        eve = world.server.account("eve.test", "password of eve");
    }

    private void wire() {
        var settings = new TrustSettings();
        var judgements = new Judgements();
        judgements.pds = world.pds;
        judgements.settings = settings;
        judgements.clock = world.clock;
        var operators = new Operators();
        operators.pds = world.pds;
        vouches.tenants = world.tenants;
        vouches.sessions = world.sessions;
        vouches.pds = world.pds;
        vouches.judgements = judgements;
        vouches.identities = world.identities;
        vouches.clock = world.clock;
        graph.tenants = world.tenants;
        graph.judgements = judgements;
        graph.operators = operators;
        graph.policies = DATABASE.store(PolicyStore.class);
        graph.policies.settings = settings;
        policies.policies = graph.policies;
        policies.decisions = DATABASE.store(DecisionStore.class);
        policies.graph = graph;
        policies.tenants = world.tenants;
        policies.identities = world.identities;
        policies.clock = world.clock;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aJudgementIsARecordKeyedByTheOneJudged() {
        var ref = vouches.vouch(alice.id(), bob.did(), " pays in time ");

        var record = world.server.record(alice.did(), VOUCH, bob.did().value());
        assertThat(record.path("kind").asText()).isEqualTo("vouch");
        assertThat(record.path("reason").asText()).isEqualTo("pays in time");
        assertThat(record.path("createdAt").asText()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(vouches.list(alice.id()))
                .containsExactly(new Vouch(
                        alice.did(), bob.did(), Vouch.Kind.VOUCH, "pays in time", world.clock.instant(), ref));
        assertThat(vouches.list(bob.id())).isEmpty();
    }

    @Test
    void theSameJudgementAgainIsTheSameRecord() {
        var first = vouches.denounce(alice.id(), eve, "resells access");
        world.clock.pass(Duration.ofHours(1));

        assertThat(vouches.denounce(alice.id(), eve, "resells access")).isEqualTo(first);
        assertThat(vouches.vouch(alice.id(), eve, "changed her ways")).isNotEqualTo(first);
        assertThat(vouches.list(alice.id()))
                .singleElement()
                .satisfies(vouch -> assertThat(vouch.kind()).isEqualTo(Vouch.Kind.VOUCH));
    }

    @Test
    void withdrawingTakesItBackAndTwiceIsFine() {
        vouches.vouch(alice.id(), bob.did(), "");

        vouches.withdraw(alice.id(), bob.did());
        vouches.withdraw(alice.id(), bob.did());

        assertThat(graph.of(alice.id(), bob.did())).isEqualTo(new Unknown());
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        refuses(TrustProblem.SELF_JUDGEMENT, () -> vouches.vouch(alice.id(), alice.did(), ""));
        refuses(TrustProblem.NOT_JUDGEABLE, () -> vouches.vouch(alice.id(), new Did("did:web:localhost%3A8443"), ""));
        refuses(TrustProblem.REASON_TOO_LONG, () -> vouches.vouch(alice.id(), bob.did(), "x".repeat(257)));
        assertThat(vouches.list(alice.id())).isEmpty();
    }

    @Test
    void theSeedStory() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        vouches.denounce(alice.id(), eve, "resells access");
        vouches.vouch(bob.id(), eve, "a friend");

        assertThat(graph.of(alice.id(), bob.did())).isInstanceOf(Vouched.class);
        assertThat(graph.of(alice.id(), eve)).isInstanceOf(Denounced.class);
        assertThat(graph.of(bob.id(), eve)).isInstanceOf(Vouched.class);
        assertThat(graph.of(bob.id(), alice.did())).isInstanceOf(Unknown.class);
    }

    @Test
    void thePolicySaysHowDeep() {
        vouches.vouch(alice.id(), bob.did(), "");
        vouches.vouch(bob.id(), carol, "");
        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Unknown.class);

        policies.change(alice.id(), new NewPolicy(List.of(), BigDecimal.ONE, 2));

        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Vouched.class);
    }

    @Test
    void oddRecordsOfOthersJudgeNobody() {
        world.server.write(alice.did(), VOUCH, "3kxyz", Json.object().put("kind", "vouch"));
        world.server.write(alice.did(), VOUCH, eve.value(), Json.object().put("kind", "adores"));
        world.server.write(alice.did(), VOUCH, carol.value(), Json.object().put("createdAt", "yesterday"));

        assertThat(vouches.list(alice.id())).extracting(Vouch::subject).containsExactly(carol);
        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Vouched.class);
    }

    @Test
    void anOperatorsGoodNameNeedsItsOwnWord() {
        vouches.vouch(alice.id(), bob.did(), "");
        associate(carol, bob.did(), carol);
        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Unknown.class);

        associate(bob.did(), bob.did(), carol);

        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Vouched.class);
    }

    @Test
    void anOperatorsBadNameSticksToWhoClaimsIt() {
        vouches.denounce(alice.id(), eve, "resells access");
        associate(carol, eve, carol);

        assertThat(graph.of(alice.id(), carol)).isInstanceOf(Denounced.class);
    }

    @Test
    void whenOnesOwnRepositoryCannotBeReadNobodyIsAllowed() {
        vouches.vouch(alice.id(), bob.did(), "");
        world.server.broken.add("listRecords");

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> graph.of(alice.id(), bob.did()));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> policies.decide(alice.id(), facts(bob.did(), "1", "rfp")));
    }

    @Test
    void aDecisionKeepsAllItRestsOn() {
        var evidence = vouches.denounce(alice.id(), eve, "resells access");
        var facts = facts(eve, "0.5", "rfp");

        var decision = policies.decide(alice.id(), facts);

        assertThat(decision.allow()).isFalse();
        assertThat(decision.reason()).isEqualTo("You denounced eve.test on 22 Nov 2026: resells access.");
        assertThat(decision.rule()).isEqualTo("denounced");
        assertThat(decision.inputs())
                .containsExactly(
                        facts.rfp(), facts.bid(), facts.terms(), facts.others().getFirst(), evidence);
        assertThat(policies.decisions(alice.id(), facts.rfp().uri())).containsExactly(decision);
        assertThat(policies.lastBids(alice.id(), 10)).containsExactly(facts);
    }

    @Test
    void theSameQuestionGetsTheSameDecision() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        var facts = facts(bob.did(), "0.50", "rfp");
        var first = policies.decide(alice.id(), facts);
        world.clock.pass(Duration.ofMinutes(5));

        assertThat(policies.decide(alice.id(), facts)).isEqualTo(first);
        assertThat(IntStream.range(0, 4)
                        .parallel()
                        .mapToObj(i -> policies.decide(alice.id(), facts).id())
                        .distinct())
                .containsExactly(first.id());
        assertThat(policies.decisions(alice.id(), facts.rfp().uri())).hasSize(1);
    }

    @Test
    void aDenounceSinceThenIsHeard() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        var facts = facts(bob.did(), "0.50", "rfp");
        assertThat(policies.decide(alice.id(), facts).allow()).isTrue();
        world.clock.pass(Duration.ofMinutes(5));
        vouches.denounce(alice.id(), bob.did(), "ran away");

        assertThat(policies.decide(alice.id(), facts).allow()).isFalse();
        assertThat(policies.decisions(alice.id(), facts.rfp().uri()))
                .extracting(Decision::allow)
                .containsExactly(false, true);
    }

    @Test
    void anotherPolicyDecidesAnewAndTheOldOneCanBeReadAgain() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        var facts = facts(bob.did(), "0.50", "rfp");
        var before = policies.decide(alice.id(), facts);
        world.clock.pass(Duration.ofMinutes(5));

        policies.change(alice.id(), cheap("0.25"));
        policies.change(alice.id(), cheap("0.25"));
        var after = policies.decide(alice.id(), facts);

        assertThat(before.policyVersion()).isZero();
        assertThat(after.policyVersion()).isEqualTo(1);
        assertThat(after.allow()).isFalse();
        assertThat(policies.version(alice.id(), 0).orElseThrow().rules()).hasSize(4);
        assertThat(policies.version(alice.id(), 1)).contains(policies.of(alice.id()));
        assertThat(policies.of(bob.id()).version()).isZero();
        assertThat(policies.version(bob.id(), 1)).isEmpty();
    }

    @Test
    void aPolicyThatDoesNotHoldChangesNothing() {
        var wrong = new NewPolicy(List.of(new Rule("cheap", Effect.ALLOW, "cost <= prise", "ok")), BigDecimal.ONE, 1);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> policies.change(alice.id(), wrong))
                .withMessageContaining("rule \"cheap\", column 9");
        refuses(TrustProblem.INVALID_POLICY, () -> policies.tryOn(alice.id(), wrong, List.of()));
        assertThat(policies.of(alice.id()).version()).isZero();
    }

    @Test
    void savingAtOnceKeepsEveryVersion() {
        IntStream.range(1, 6).parallel().forEach(i -> policies.change(alice.id(), cheap("0." + i)));

        assertThat(policies.of(alice.id()).version()).isEqualTo(5);
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        policies.change(alice.id(), cheap("0.25"), 0);

        refuses(TrustProblem.POLICY_MOVED, () -> policies.change(alice.id(), cheap("0.50"), 0));
        assertThat(policies.of(alice.id()).maxPrice()).isEqualByComparingTo("0.25");

        policies.change(alice.id(), cheap("0.25"), 0);
        policies.change(alice.id(), cheap("0.50"), 1);
        assertThat(policies.of(alice.id()).version()).isEqualTo(2);
        assertThat(policies.of(alice.id()).maxPrice()).isEqualByComparingTo("0.50");
    }

    @Test
    void ofThoseWhoChangeTheSameVersionOneDoes() {
        var refused = IntStream.range(1, 6)
                .parallel()
                .filter(i -> {
                    try {
                        policies.change(alice.id(), cheap("0." + i), 0);
                        return false;
                    } catch (ProblemException e) {
                        return e.type() == TrustProblem.POLICY_MOVED;
                    }
                })
                .count();

        assertThat(refused).isEqualTo(4);
        assertThat(policies.of(alice.id()).version()).isEqualTo(1);
    }

    @Test
    void tryingAPolicyKeepsNothing() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        var facts = facts(bob.did(), "0.50", "rfp");
        policies.decide(alice.id(), facts);

        var tried = policies.tryOn(alice.id(), cheap("0.25"), policies.lastBids(alice.id(), 5));

        assertThat(tried).extracting(Decision::allow).containsExactly(false);
        assertThat(policies.decisions(alice.id(), facts.rfp().uri()))
                .extracting(Decision::allow)
                .containsExactly(true);
        assertThat(policies.of(alice.id()).version()).isZero();
    }

    @Test
    void anotherTenantsDecisionsAreNotFound() {
        var facts = facts(bob.did(), "0.50", "rfp");
        policies.decide(alice.id(), facts);

        assertThat(policies.decisions(bob.id(), facts.rfp().uri())).isEmpty();
        assertThat(policies.lastBids(bob.id(), 10)).isEmpty();
        assertThat(policies.decisions(alice.id(), facts.bid().uri())).isEmpty();
    }

    @Test
    void theGraphIsDrawnWithNames() {
        vouches.vouch(alice.id(), bob.did(), "pays");
        vouches.denounce(alice.id(), eve, "");
        vouches.vouch(bob.id(), carol, "");

        assertThat(vouches.graph(alice.id()).nodes())
                .extracting(Graph.Node::name)
                .containsExactlyInAnyOrder("alice.test", "bob.test", "eve.test", "carol.test");
    }

    private void associate(Did repository, Did keyId, Did challenge) {
        world.server.write(
                repository,
                KEYS,
                "3k" + keyId.plcKey(),
                Json.object()
                        .put("keyId", keyId.value())
                        .put("challenge", challenge.value())
                        .put("service", "bidder_associate"));
    }

    private static NewPolicy cheap(String maxPrice) {
        return new NewPolicy(
                List.of(new Rule(
                        "cheap", Effect.ALLOW, "verdict == 'vouched' && cost <= maxPrice", "{price} will do.")),
                new BigDecimal(maxPrice),
                1);
    }

    private BidFacts facts(Did bidder, String cost, String name) {
        StrongRef rfp = ref(alice.did(), Village.person(name));
        return new BidFacts(
                rfp,
                ref(bidder, Village.person("bid")),
                bidder,
                ref(bidder, Village.person("terms")),
                new BigDecimal(cost),
                "USDC",
                "hourly",
                true,
                2,
                "de",
                List.of(ref(bidder, Village.person("config"))));
    }

    private static void refuses(ProblemType type, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(type));
    }
}
