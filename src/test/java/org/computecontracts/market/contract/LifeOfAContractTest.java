package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Transition.Overrun;
import org.junit.jupiter.api.Test;

/** docs/contract.md is made from {@link Transitions}: a picture and a table for each party. */
class LifeOfAContractTest {
    private static final Path PAGE = Path.of("docs", "contract.md");
    private static final String HEAD = """
            # The life of a contract
            Requester and provider each keep a count of their own of how far a contract has come: they are strangers, and learn of
            each other's steps by records alone. What is done in each state, and what follows, is one table in the code,
            `market.contract.Transitions`. `Progress` carries it out, and a contract can go nowhere else. This page is made from
            that table by `LifeOfAContractTest`.

            A timer looks at each contract again and again; what the third column names has it looked at there and then. What
            fails is attempted again after a pause of up to a minute: four times when it is refused, nine times when nobody knows
            what it is, and as long as the state may take when it waits for somebody, or once money may have moved. A right that
            is still to be taken back is never given up.
            """;

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        var made = HEAD
                + Stream.of(Side.values())
                        .map(side -> "\n## The " + side.name().toLowerCase(Locale.ROOT) + "\n" + picture(side) + "\n"
                                + table(side))
                        .collect(Collectors.joining());

        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "contract.md"), made);
        assertThat(PAGE)
                .as("docs/contract.md; cp target/contract.md docs/contract.md puts it right")
                .exists()
                .hasContent(made);
    }

    private static String picture(Side side) {
        var arrows = rows(side)
                .flatMap(row -> row.next().stream().sorted().map(next -> arrow(row, next)))
                .collect(Collectors.joining());
        var ends = Stream.of(ContractState.DECLINED, ContractState.ENDED, ContractState.FAILED)
                .filter(state -> rows(side).anyMatch(row -> row.next().contains(state)))
                .map(state -> "    " + state + " --> [*]\n")
                .collect(Collectors.joining());
        var first = rows(side).findFirst().orElseThrow().state();
        return "```mermaid\nstateDiagram-v2\n    [*] --> " + first + "\n" + arrows + ends + "```\n";
    }

    private static String arrow(Transition row, ContractState next) {
        var isLate = row.then() != Overrun.NOTHING && late(row) == next;
        return "    " + row.state() + " --> " + next + (isLate ? " : too late" : "") + "\n";
    }

    /** Where the clock leads. */
    private static ContractState late(Transition row) {
        var contract = Agreement.in(TenantId.random(), row.side(), row.state(), Instant.EPOCH);
        row.runOut(contract, "too late", Instant.EPOCH);
        return contract.state();
    }

    private static String table(Side side) {
        return rows(side)
                .map(LifeOfAContractTest::line)
                .collect(Collectors.joining(
                        "",
                        "| state | what is done | at once, by | next | may take | then |\n|---|---|---|---|---|---|\n",
                        ""));
    }

    private static String line(Transition row) {
        var isTimed = row.then() != Overrun.NOTHING;
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.state(),
                        row.task().words(),
                        listed(row.triggers(), Trigger::words),
                        listed(row.next(), ContractState::name),
                        isTimed ? words(row.within()) : "",
                        isTimed ? row.task().missed() : "");
    }

    private static String words(TimeLimit limit) {
        return limit == TimeLimit.PAID_TIME
                ? "the time that was paid for"
                : "[`cc.market." + limit.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`](settings.md)";
    }

    private static <E extends Comparable<E>> String listed(Collection<E> all, Function<E, String> words) {
        return all.stream().sorted().map(words).collect(Collectors.joining(", "));
    }

    private static Stream<Transition> rows(Side side) {
        return Transitions.all().stream().filter(row -> row.side() == side);
    }
}
