package org.computecontracts.portal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.inject;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Task.OfProvider;
import org.computecontracts.market.contract.Transition.Overrun;
import org.computecontracts.market.contract.Transitions;
import org.computecontracts.market.protocol.Check;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepWordsTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");
    private static final Did BOB = new Did("did:plc:bob234567abcdefghijklmno");
    private static final Map<Fact, String> ALL = all();

    private final StepWords words = new StepWords();
    private String nameOfBob = "bob.test";

    @BeforeEach
    void bobHasAName() {
        inject(words, new Identities() {
            @Override
            public String handleOf(Did did) {
                return did.equals(BOB) ? nameOfBob : did.value();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasWords(StepKind kind) {
        var known = told(kind, ALL);
        var unknown = told(kind, Map.of());

        assertThat(known.title()).isNotBlank();
        for (var text : List.of(known.title(), known.detail(), unknown.detail())) {
            assertThat(text).doesNotContain("{", "}", "[", "]", "|", "null");
        }
    }

    /** A word that nobody asks for is a kind, a fact or a check that is no more. */
    @Test
    void everyMessageIsOfAKindAFactOrACheck() {
        var keys = Stream.of(
                        parts("", List.of(StepKind.values()), ".title", ".detail"),
                        parts("CHECKED.", List.of(Check.values()), ""),
                        tasks().map(task -> "TASK." + task),
                        Stream.of("SETTLED.true", "SETTLED.false"))
                .flatMap(part -> part)
                .toList();

        assertThat(keys)
                .containsAll(
                        ResourceBundle.getBundle("messages.Steps", Locale.ROOT).keySet());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void whateverTimeRunsOutForHasWords(String task) {
        var told = told(StepKind.TIME_OVER, Map.of(Fact.TASK, task, Fact.WITHIN, "P1D", Fact.REASON, "no room"));

        assertThat(told.title()).endsWith(" within 1 day").hasSizeGreaterThan(20);
        assertThat(told.detail()).isEqualTo("no room");
    }

    static Stream<String> tasks() {
        return Transitions.all().stream()
                .filter(row -> row.then() != Overrun.NOTHING)
                .map(row -> row.task().name());
    }

    @Test
    void everyNameInAMessageIsAFact() {
        var names = parts("", List.of(StepKind.values()), ".title", ".detail")
                .flatMap(key -> StepWords.message(key).stream())
                .flatMap(text -> new Template(text).names().stream())
                .filter(name -> !name.equals(StepWords.ACTOR));

        assertThat(names).isSubsetOf(Arrays.stream(Fact.values()).map(Fact::key).toList());
    }

    @Test
    void tellsWhatABidAsksFor() {
        var asked = Map.of(Fact.AMOUNT, "0.05", Fact.CURRENCY, "USDC", Fact.FREQUENCY, "hourly");

        assertThat(told(StepKind.BID_RECEIVED, asked))
                .returns("Bid from bob.test", ToldStep::title)
                .returns("0.05 USDC hourly", ToldStep::detail);
        assertThat(told(StepKind.BID_RECEIVED, Map.of()).detail()).isEqualTo("free");
    }

    @Test
    void callsAnAccountByTheNameItHasNow() {
        var step = step(StepKind.BID_ALLOWED, Map.of(Fact.ACCOUNT, BOB.value()), List.of());
        assertThat(words.tell(step).title()).isEqualTo("bob.test allowed by your policy");

        nameOfBob = "robert.test";

        assertThat(words.tell(step).title()).isEqualTo("robert.test allowed by your policy");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        var paid = Map.of(Fact.AMOUNT, "1", Fact.CURRENCY, "USDC", Fact.NETWORK, "eip155:1", Fact.SETTLED, "false");

        assertThat(told(StepKind.PAYMENT_MADE, paid).detail()).isEqualTo("x402 on eip155:1, the seller says so");
        assertThat(told(StepKind.PAYMENT_UNDONE, Map.of()).detail()).contains("it can no longer be made;");
        assertThat(told(StepKind.PAYMENT_UNDONE, Map.of(Fact.WITHIN, "PT30M")).detail())
                .contains("it did not come again within 30 minutes;");
    }

    /** What strangers say is shown as they say it. */
    @Test
    void readsNoTemplateInWhatOthersSay() {
        var said = "$1 \\ {actor} [{rule}|x]";

        assertThat(told(StepKind.BUILD_FAILED, Map.of(Fact.REASON, said)).detail())
                .isEqualTo(said);
        assertThat(told(StepKind.USER_DATA_RUN, Map.of(Fact.DETAIL, said)).detail())
                .isEqualTo("at bob.test: " + said);
    }

    @Test
    void tellsWhatWasChecked() {
        assertThat(checked()).isEmpty();
        assertThat(checked(Check.RECORD)).isEqualTo("record");
        assertThat(checked(Check.RECORD, Check.SIGNATURE)).isEqualTo("record and signature");
        assertThat(checked(Check.RECORD, Check.SIGNATURE, Check.KEY, Check.BINDING))
                .isEqualTo("record, signature, key and binding");
        assertThat(checked(Check.values())).doesNotContain("null");
    }

    private String checked(Check... checks) {
        return words.tell(step(StepKind.ENDED, Map.of(), List.of(checks))).checked();
    }

    private ToldStep told(StepKind kind, Map<Fact, String> facts) {
        return words.tell(step(kind, facts, List.of()));
    }

    private static Step step(StepKind kind, Map<Fact, String> facts, List<Check> checks) {
        return new Step(kind, NOW, BOB, Optional.empty(), facts, checks);
    }

    private static Stream<String> parts(String before, Collection<? extends Enum<?>> constants, String... after) {
        return constants.stream().flatMap(one -> Stream.of(after).map(end -> before + one.name() + end));
    }

    private static Map<Fact, String> all() {
        var facts = new EnumMap<Fact, String>(Fact.class);
        for (var fact : Fact.values()) {
            facts.put(fact, "some " + fact.ordinal());
        }
        facts.put(Fact.ACCOUNT, BOB.value());
        facts.put(Fact.WITHIN, "PT2H");
        facts.put(Fact.SETTLED, "true");
        facts.put(Fact.TASK, OfProvider.AWAIT_MONEY.name());
        return facts;
    }
}
