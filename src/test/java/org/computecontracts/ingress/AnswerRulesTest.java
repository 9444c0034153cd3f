package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.ingress.FrontUnderTest.PORTAL;
import static org.computecontracts.ingress.FrontUnderTest.WEB;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.computecontracts.ingress.RequestRule.Outcome;
import org.computecontracts.ingress.RequestRule.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server behind the front may answer, whatever it is, reaches the one who asked and nobody else. */
@Timeout(30)
class AnswerRulesTest extends AgainstTheFront {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INTERIMS =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nContent-Length: 7\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";

    static Stream<RequestRule> rules() {
        return RequestRule.all("answer-rules.txt").stream();
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
        var visit = new Visit(host, front.authority(host), front.token("rule/" + rule.id()));
        front.behind(host)
                .at(
                        "/rule/" + rule.id() + "/",
                        (request, wire) ->
                                script(visit.writes(rule), front.behind(host).hear(wire)));
        try {
            overHttp11(rule, host);
            overHttp2(rule, host);
        } catch (AssertionError e) {
            throw new AssertionError(rule + "\n" + e.getMessage(), e);
        }
    }

    private static void script(List<String> writes, Wire wire) throws IOException {
        for (var write : writes) {
            if (!write.equals(writes.getFirst())) {
                wire.pause(60);
            }
            wire.send(write.replaceAll("\\{(close|reset)}", ""));
            if (write.endsWith("{close}")) {
                wire.close();
            } else if (write.endsWith("{reset}")) {
                wire.reset();
            }
        }
    }

    private static void overHttp11(RequestRule rule, String host) {
        var method = method(rule);
        try (var visitor = front.visitor(host)) {
            visitor.send(front.head(host, method + " " + front.token("rule/" + rule.id())));
            var answer = method.equals("HEAD") ? visitor.answerToHead() : visitor.answer(SOON);
            check(rule, answer);
            afterwards(rule, host);
            if (!answer.isClosed()) {
                // Nothing but the answer, if anything but the end
                var own = front.token("own");
                var second = visitor.send(front.get(host, own)).answer(SOON);
                assertThat(second.status()).isIn(200, RawAnswer.ENDED);
                assertThat(second.body()).isIn(own, "");
            }
        }
        front.nextVisitorIsServed(host);
    }

    private static void overHttp2(RequestRule rule, String host) {
        try (var visitor = front.http2(host)) {
            var stream = visitor.open(true, method(rule), front.token("rule/" + rule.id()));
            check(rule, visitor.answer(stream, SOON));
            afterwards(rule, host);
            var own = front.token("own");
            assertThat(visitor.ask("GET", own).body()).isEqualTo(own);
        }
        front.nextVisitorIsServed(host);
    }

    private static String method(RequestRule rule) {
        return rule.id().startsWith("HEAD-") ? "HEAD" : "GET";
    }

    /** At once, and when what comes late has come. */
    private static void afterwards(RequestRule rule, String host) {
        if (rule.id().startsWith("LATE-")) {
            // Which the front cannot tell from an answer, if somebody has asked meanwhile
            Ssh.sleep(100);
        }
        front.nextVisitorIsServed(host);
        if (rule.writes().size() > 1) {
            Ssh.sleep(100);
            front.nextVisitorIsServed(host);
        }
    }

    private static void check(RequestRule rule, RawAnswer answer) {
        var outcome = rule.outcomes().stream()
                .filter(each -> fits(each, answer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("answered %s, not %s".formatted(answer, rule.outcomes())));
        assertThat(answer.interims()).isEmpty();
        var head = answer.head().toLowerCase(Locale.ROOT);
        outcome.looks('<').forEach(look -> assertThat(head).contains(RequestRule.unescape(look)));
        outcome.looks('%').forEach(look -> assertThat(head).doesNotContain(RequestRule.unescape(look)));
        assertThat(answer.head() + answer.body() + answer.trailers()).doesNotContainIgnoringCase("secret");
        if (outcome.kind().equals("refused")) {
            BadGateways.assertQuotesNobody(answer);
        }
    }

    private static boolean fits(Outcome outcome, RawAnswer answer) {
        return switch (outcome.kind()) {
            case "passes" ->
                answer.status() == 200 && answer.isWhole() && answer.body().equals(outcome.more());
            case "status" ->
                answer.isWhole() && answer.body().isEmpty() && outcome.more().equals("" + answer.status());
            case "cut" -> answer.status() == 200 && !answer.isWhole();
            default -> answer.status() == 502;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void interimAnswersAreHandedOn(String host) {
        front.behind(host)
                .at(
                        "/interims/",
                        (request, wire) -> front.behind(host)
                                .hear(wire)
                                .send(INTERIMS)
                                .pause(50)
                                .ok());
        try (var plain = front.visitor(host);
                var multiplexed = front.http2(host)) {
            for (var i = 0; i < 3; i++) {
                var path = front.token("interims");
                var answers = List.of(
                        plain.send(front.get(host, path)).answer(SOON),
                        multiplexed.answer(multiplexed.open(true, "GET", path), SOON));

                assertThat(answers).allSatisfy(answer -> {
                    assertThat(answer.body()).isEqualTo(path);
                    assertThat(answer.interimStatuses()).containsExactly(100, 102, 103);
                    assertThat(answer.interims().get(2).header("link")).containsExactly("</a.css>; rel=preload");
                    assertThat(answer.header("link")).isEmpty();
                });
                front.nextVisitorsAreServed(host);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void aVisitorOfHttp10GetsNoInterimAnswers(String host) {
        front.behind(host)
                .at(
                        "/interims/",
                        (request, wire) ->
                                front.behind(host).hear(wire).send(INTERIMS).ok());
        var path = front.token("interims");
        try (var visitor = front.visitor(host)) {
            var answer = visitor.send("GET " + path + " HTTP/1.0\r\nHost: " + front.authority(host) + "\r\n\r\n")
                    .answer();
            assertThat(answer.interims()).isEmpty();
            assertThat(answer.body()).isEqualTo(path);
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @CsvSource({WEB + ",0", WEB + ",3", PORTAL + ",0", PORTAL + ",3"})
    void interimAnswersWithoutEndAreABadGateway(String host, int pause) {
        var sent = new AtomicInteger();
        front.behind(host).at("/endless/", (request, wire) -> {
            front.behind(host).hear(wire);
            for (sent.set(0); sent.get() < 20_000; sent.incrementAndGet()) {
                wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
                if (pause > 0) {
                    wire.pause(pause);
                }
            }
        });
        try (var plain = front.visitor(host);
                var multiplexed = front.http2(host)) {
            var first = plain.send(front.get(host, front.token("endless"))).answer();
            var second = multiplexed.ask("GET", front.token("endless"));

            assertThat(first.status()).isEqualTo(502);
            assertThat(second.status()).isEqualTo(502);
            BadGateways.assertQuotesNobody(first);
        }
        front.nextVisitorsAreServed(host);
        assertThat(sent.get()).isLessThan(20_000);
    }

    /** Whoever gets it, the right one that comes later is then one too many. */
    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void anAnswerBeforeAnyRequestPutsNobodyElseOutOfStep(String host) {
        front.behind(host).onConnect("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        try (var visitor = front.visitor(host)) {
            visitor.send(front.get(host, front.token("early"))).answer(SOON);
        } finally {
            front.behind(host).onConnect("");
        }
        Ssh.sleep(50);
        front.nextVisitorsAreServed(host);
    }

    @Test
    void aBadGatewayIsAPageForPeopleAndAProblemForPrograms() {
        front.workload.at("/gone/", (request, wire) -> wire.reset());
        try (var visitor = front.visitor(WEB)) {
            var forPeople = visitor.send(front.head(
                            WEB, "GET " + front.token("gone"), "Accept: text/html,application/xhtml+xml,*/*;q=0.8"))
                    .answer();
            assertThat(forPeople.status()).isEqualTo(502);
            assertThat(forPeople.header("content-type")).first().asString().startsWith("text/html");
            assertThat(forPeople.text()).containsIgnoringCase("<!doctype html>");
            BadGateways.assertQuotesNobody(forPeople);
        }
        for (var accept : List.of("Accept: application/json", "Accept: */*", "X-None: 1")) {
            try (var visitor = front.visitor(WEB)) {
                var answer = visitor.send(front.head(WEB, "GET " + front.token("gone"), accept))
                        .answer();
                assertThat(answer.status()).isEqualTo(502);
                assertThat(answer.header("content-type")).first().asString().startsWith("application/problem+json");
                assertThat(answer.text()).containsPattern("\"status\" ?: ?502");
                BadGateways.assertQuotesNobody(answer);
            }
        }
    }

    @Test
    void anAnswerToHeadThatFailsHasNoBody() {
        front.workload.at("/gone/", (request, wire) -> wire.reset());
        try (var visitor = front.visitor(WEB)) {
            var answer =
                    visitor.send(front.head(WEB, "HEAD " + front.token("gone"))).answerToHead();
            assertThat(answer.status()).isEqualTo(502);
            var own = front.token("own");
            var second = visitor.send(front.get(WEB, own)).answer(SOON);
            assertThat(second.status()).isIn(200, RawAnswer.ENDED);
            assertThat(second.body()).isIn(own, "");
        }
    }
}
