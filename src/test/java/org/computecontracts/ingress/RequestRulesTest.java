package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.ingress.FrontUnderTest.PORTAL;
import static org.computecontracts.ingress.FrontUnderTest.WEB;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.ingress.RequestRule.Outcome;
import org.computecontracts.ingress.RequestRule.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@code request-rules.txt} at the portal's own host and at a tunnel's. */
@Timeout(30)
class RequestRulesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofMillis(250);
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @TempDir
    static Path folder;

    private static FrontUnderTest front;

    @BeforeAll
    static void start() {
        front = new FrontUnderTest(folder);
        behave(front.portal);
        behave(front.workload);
    }

    @AfterAll
    static void stop() {
        front.close();
    }

    /** Where a rule is about an answer, the server behind gives that one. */
    private static void behave(RawOrigin origin) {
        origin.at(
                "/rule/COMP-405",
                (request, wire) -> origin.hear(wire).answer("405 Method Not Allowed\r\nAllow: GET", "no"));
        origin.at(
                "/rule/COMP-OPTIONS-ALLOW",
                (request, wire) -> origin.hear(wire).answer("200 OK\r\nAllow: GET, HEAD", ""));
        origin.at(
                "/rule/COMP-NO-CL-IN-204",
                (request, wire) -> origin.hear(wire).send("HTTP/1.1 204 No Content\r\n\r\n"));
        origin.at(
                "/rule/COMP-UPGRADE-INVALID",
                (request, wire) -> origin.hear(wire)
                        .answer("426 Upgrade Required\r\nConnection: Upgrade\r\nUpgrade: websocket", "no"));
        for (var id : List.of("COMP-UPGRADE-MISSING", "COMP-UPGRADE-HTTP10", "FRONT-UPGRADE")) {
            origin.at("/rule/" + id, (request, wire) -> switches(request, origin.hear(wire)));
        }
        origin.at("/rule/CAP-", (request, wire) -> conditional(request, origin.hear(wire)));
    }

    private static void switches(Heard request, Wire wire) throws IOException {
        if (request.header("upgrade").isEmpty()) {
            wire.ok();
        } else {
            wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: "
                    + request.header("upgrade").getFirst() + "\r\n\r\n");
        }
    }

    private static void conditional(Heard request, Wire wire) throws IOException {
        var tags = request.header("if-none-match");
        var isSame = tags.isEmpty()
                ? request.header("if-modified-since").contains(DATE)
                : tags.getFirst().equals("*") || tags.getFirst().contains("\"v1\"");
        if (isSame) {
            wire.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
        } else {
            wire.ok();
        }
    }

    static Stream<RequestRule> rules() {
        return RequestRule.all("request-rules.txt").stream();
    }

    @Test
    void noRuleIsThereTwice() {
        assertThat(rules().map(RequestRule::id)).doesNotHaveDuplicates().hasSizeGreaterThan(250);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void atATunnel(RequestRule rule) {
        hold(rule, WEB);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void atThePortal(RequestRule rule) {
        hold(rule, PORTAL);
    }

    private static void hold(RequestRule rule, String host) {
        front.behind(host).forget();
        try {
            visit(rule, new Visit(host, front.authority(host), front.token("rule/" + rule.id())));
        } catch (AssertionError e) {
            // What is left in kept connections is not the next rule's
            front.behind(host).hangUp();
            Ssh.sleep(50);
            throw new AssertionError(rule + "\n" + e.getMessage(), e);
        }
    }

    private static void visit(RequestRule rule, Visit visit) {
        try (var visitor = front.visitor(visit.host())) {
            var writes = visit.writes(rule);
            visitor.send(writes.getFirst());
            writes.stream().skip(1).forEach(bytes -> visitor.pause(60).send(bytes));
            var answer = isHead(writes) ? visitor.answerToHead() : visitor.answer(patience(rule));
            assertThat(answer.interims()).isEmpty();

            check(outcome(rule, answer), visit, method(writes), visitor, answer);
        }
    }

    private static Duration patience(RequestRule rule) {
        return rule.outcomes().stream().anyMatch(outcome -> outcome.kind().equals("unfinished")) ? A_WHILE : SOON;
    }

    private static String method(List<String> writes) {
        return writes.getFirst().strip().split(" ", 2)[0];
    }

    private static boolean isHead(List<String> writes) {
        return method(writes).equals("HEAD");
    }

    private static Outcome outcome(RequestRule rule, RawAnswer answer) {
        return rule.outcomes().stream()
                .filter(outcome -> outcome.fits(answer.status()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("answered %s, not %s. The server behind got: %s"
                        .formatted(answer, rule.outcomes(), front.workload.bytes() + front.portal.bytes())));
    }

    private static void check(Outcome outcome, Visit visit, String method, RawVisitor visitor, RawAnswer answer) {
        var expected = new ArrayList<String>();
        if (outcome.isServed() || outcome.kind().equals("answers")) {
            expected.addAll(served(outcome, visit, method, visitor, answer));
        } else if (!outcome.kind().equals("unfinished")) {
            assertThat(visitor.isEnded(AT_ONCE)).as("the connection is closed").isTrue();
        }
        visitor.close();
        var origin = front.behind(visit.host());
        front.nextVisitorIsServed(visit.host());

        var targets = origin.targets();
        assertThat(targets).last().asString().startsWith("/next/");
        if (!outcome.kind().equals("first") && !outcome.kind().equals("answers")) {
            assertThat(targets.subList(0, targets.size() - 1)).isEqualTo(expected);
        }
        if (outcome.kind().equals("refused")) {
            assertThat(origin.bytes()).startsWith("GET /next/").doesNotContain(visit.path());
        }
    }

    /** Answers the targets that have gone to the server behind. */
    private static List<String> served(
            Outcome outcome, Visit visit, String method, RawVisitor visitor, RawAnswer answer) {
        var head = answer.head().toLowerCase(Locale.ROOT);
        outcome.looks('<').forEach(look -> assertThat(head).contains(visit.fill(look)));
        outcome.looks('%').forEach(look -> assertThat(head).doesNotContain(visit.fill(look)));
        if (!outcome.isServed()) {
            return List.of();
        }
        var targets = new ArrayList<>(List.of(arrived(outcome, visit, method)));
        if (!method.equals("HEAD")) {
            assertThat(answer.body()).isEqualTo(targets.getFirst());
        }
        switch (outcome.kind()) {
            case "closes" ->
                assertThat(visitor.isEnded(AT_ONCE))
                        .as("the connection is closed")
                        .isTrue();
            case "twice" -> {
                assertThat(visitor.answer().body()).isEqualTo(visit.path() + "/again");
                targets.add(visit.path() + "/again");
            }
            case "passes" -> {
                if (answer.saysClose()) {
                    assertThat(visitor.isEnded(AT_ONCE))
                            .as("the connection is closed")
                            .isTrue();
                } else {
                    targets.add(goesOn(visit, visitor));
                }
            }
            default -> {}
        }
        return targets;
    }

    /** The request that came of it at the server behind; answers its target. */
    private static String arrived(Outcome outcome, Visit visit, String method) {
        var all = front.behind(visit.host()).heard();
        assertThat(all).as("what has come whole to the server behind").isNotEmpty();
        var heard = all.getFirst();
        var lines = outcome.looks('!').stream().map(visit::fill).toList();
        if (lines.isEmpty()) {
            assertThat(heard.method()).isEqualTo(method);
            assertThat(heard.target()).containsAnyOf(visit.path(), "*");
        } else {
            assertThat(heard.line()).isEqualTo(lines.getFirst());
        }
        assertThat(heard.body()).isEqualTo(visit.fill(outcome.more()));
        outcome.looks('+').forEach(look -> assertThat(heard.fields()).contains(visit.fill(look)));
        outcome.looks('-').forEach(look -> assertThat(heard.fields()).doesNotContain(visit.fill(look)));
        return heard.target();
    }

    private static String goesOn(Visit visit, RawVisitor visitor) {
        var after = visit.path() + "/after";
        var answer = visitor.send(front.get(visit.host(), after)).answer(SOON);
        assertThat(answer.status()).as("the next on the same connection").isEqualTo(200);
        assertThat(answer.body()).isEqualTo(after);
        return after;
    }
}
