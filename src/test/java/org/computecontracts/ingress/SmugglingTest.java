package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.ingress.FrontUnderTest.PORTAL;
import static org.computecontracts.ingress.FrontUnderTest.WEB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.computecontracts.ingress.RequestRule.Visit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One visitor hides a request, or its beginning, where the front and the server behind might not agree about an end. The
 * visitors after it get their own answers, and the server hears of no request that nobody sent.
 */
@Timeout(30)
class SmugglingTest extends AgainstTheFront {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    /** Takes up the next request as the value of a field. */
    private static final String BEGINNING = "GET {path}/inner HTTP/1.1\r\nX-Swallow: ";

    private static final List<String> HOSTS = List.of(WEB, PORTAL);

    private static Visit visit(String host) {
        front.behind(host).forget();
        return new Visit(host, front.authority(host), front.token("attack"));
    }

    private static void nobodyElseIsTouched(Visit visit) {
        front.nextVisitorsAreServed(visit.host());

        assertThat(attacks(visit)).allMatch(visit.path()::equals);
    }

    /** What the server behind has heard of, besides those who come after. */
    private static List<String> attacks(Visit visit) {
        return front.behind(visit.host()).targets().stream()
                .filter(target -> !target.matches("/next/\\d+"))
                .toList();
    }

    /** Only what the front takes for one request reaches the server, and what it takes for one is answered as one. */
    private static void attack(Visit visit, String bytes) {
        var answered = new ArrayList<String>();
        try (var visitor = front.visitor(visit.host())) {
            visitor.send(Visit.measured(visit.fill(bytes))).pause(20);
            front.nextVisitorsAreServed(visit.host());
            for (var answer = visitor.answer(A_MOMENT); answer.status() == 200; answer = visitor.answer(A_MOMENT)) {
                answered.add(answer.body());
            }
        }
        front.nextVisitorIsServed(visit.host());

        assertThat(attacks(visit)).isEqualTo(answered);
    }

    private static void hiddenInBothLengths(String bytes) {
        for (var host : HOSTS) {
            var visit = visit(host);
            attack(visit, bytes);
            assertThat(attacks(visit)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + BEGINNING,
                "Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
                "Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n\r\n0\r\n\r\n" + BEGINNING,
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nR",
                "Content-Length: {length}\r\nTransfer-Encoding: chunked\r\nConnection: content-length\r\n\r\n0\r\n\r\n{inner}"
            })
    void clTe(String rest) {
        hiddenInBothLengths("{post}" + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{hex}\r\n{inner}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{hex}\r\n{inner}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 400\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\nConnection: transfer-encoding\r\n\r\n"
                        + "{hex}\r\n{inner}\r\n0\r\n\r\n"
            })
    void teCl(String rest) {
        hiddenInBothLengths("{post}" + rest);
    }

    /** Spellings of the coding that one reader takes for it and another does not. */
    static Stream<String> codings() {
        return Stream.of(
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                "Transfer-Encoding:\tchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: rose",
                "Transfer-Encoding: rose\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: rose, chunked",
                "Transfer-Encoding: chunked, rose",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding:\r\n chunked",
                "Transfer-Encoding:\r\n\r\nchunked",
                "Transfer-Encoding\r\n: chunked",
                " Transfer-Encoding: chunked",
                "X: 1\nTransfer-Encoding: chunked",
                "X: 1\rTransfer-Encoding: chunked",
                "X: 1\r\r\nTransfer-Encoding: chunked",
                "X: 1\u0000Transfer-Encoding: chunked",
                "X\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: \u000cchunked",
                "Transfer-Encoding: \u0000chunked",
                "Transfer-Encoding: chunked\u0000",
                "Transfer-Encoding: \u00a0chunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: 'chunked'",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: cHuNkEd",
                "tRANSFER-eNCODING: chunked",
                "Transfer_Encoding: chunked",
                "Transfer.Encoding: chunked",
                "Transfer-Encoding:chunked",
                "Transfer-Encoding: chun\u00c4\u00b1ked",
                "\u00ffTransfer-Encoding: chunked",
                "Transfer-Encoding\u00ff: chunked",
                "Transfer-Encoding;: chunked",
                "X:Transfer-Encoding: chunked");
    }

    /** Read by its length the body is too long, read by its chunks it is too short, and the other way round. */
    @ParameterizedTest
    @MethodSource("codings")
    void teTe(String coding) {
        for (var host : HOSTS) {
            attack(visit(host), "{post}Content-Length: {length}\r\n" + coding + "\r\n\r\n0\r\n\r\n" + BEGINNING);
            attack(visit(host), "{post}" + coding + "\r\nContent-Length: 4\r\n\r\n{hex}\r\n{inner}\r\n0\r\n\r\n");
            attack(visit(host), "{post}" + coding + "\r\n\r\n0\r\n\r\n");
        }
    }

    /** Spellings of the length that one reader takes for none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length : 46",
                "Content-Length\t: 46",
                "Content-Length:\r\n 46",
                " Content-Length: 46",
                "X: 1\nContent-Length: 46",
                "X: 1\rContent-Length: 46",
                "Content-Length: +46",
                "Content-Length: 46\u0000",
                "Content-Length: \u000b46",
                "Content-Length: 0x2e",
                "Content-Length: 46, 46",
                "Content-Length: 0\r\nContent-Length: 46",
                "Content-Length: 46\r\nContent-Length: 0",
                "Content_Length: 46",
                "Connection: content-length\r\nContent-Length: 46",
                "Content-Length: 46\r\nConnection: close, content-length",
                "Content-Length: 046",
                "Content-Length: 18446744073709551662",
                "Expect: 100-continue\r\nContent-Length : 46",
                "Expect: y 100-continue\r\nContent-Length: 46"
            })
    void zeroCl(String length) {
        for (var host : HOSTS) {
            for (var method : List.of("GET", "POST")) {
                attack(visit(host), method + " {path} HTTP/1.1\r\nHost: {host}\r\n" + length + "\r\n\r\n");
            }
        }
    }

    /** A server that knows no body at some of its paths, as many a static page does, takes it for the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "HEAD", "OPTIONS", "PUT"})
    void clZero(String method) {
        for (var host : HOSTS) {
            front.behind(host).at("/deaf/", (request, wire) -> wire.ignoreBody().ok());
            for (var body : List.of("{inner}", BEGINNING)) {
                var visit = new Visit(host, front.authority(host), front.token("deaf"));
                try (var visitor = front.visitor(host)) {
                    visitor.send(Visit.measured(visit.fill(
                            method + " {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n" + body)));
                    assertThat(visitor.answer(SOON).status()).isIn(200, 502, RawAnswer.ENDED, RawAnswer.SILENCE);
                }
                Ssh.sleep(100);
                front.nextVisitorsAreServed(host);
            }
        }
    }

    /** A server that loses patience and answers before the body, which then looks to it like the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: {length}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n{hex}\r\n"})
    void pauseBased(String length) {
        for (var host : HOSTS) {
            front.behind(host)
                    .at(
                            "/impatient/",
                            (request, wire) -> wire.pause(200).ignoreBody().ok());
            var visit = new Visit(host, front.authority(host), front.token("impatient"));
            front.behind(host).forget();
            try (var visitor = front.visitor(host)) {
                var whole = Visit.measured(visit.fill("{post}" + length + "{inner}"));
                visitor.send(whole.substring(0, whole.length() - visit.inner().length()));
                var isAnswered = visitor.answer(SOON).status() != RawAnswer.SILENCE;
                visitor.send(visit.inner()).pause(100);
                front.nextVisitorsAreServed(host);
                if (isAnswered) {
                    assertThat(attacks(visit)).isEmpty();
                }
            }
            front.nextVisitorsAreServed(host);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{post}Content-Length: 5\r\n\r\ntulip\r\n" + BEGINNING,
                "{get}\r\n" + BEGINNING,
                "{get}Connection: close\r\n\r\n{inner}",
                "POST {path} HTTP/1.0\r\nHost: {host}\r\n\r\n{inner}",
                "HEAD {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n{inner}",
                "TRACE {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n" + BEGINNING,
                "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n{inner}",
                "{get}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n{inner}",
                "{get}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAA\r\n\r\n"
                        + BEGINNING
            })
    void whatStaysUnfinishedIsNobodyElses(String bytes) {
        for (var host : HOSTS) {
            var visit = visit(host);
            try (var visitor = front.visitor(host)) {
                visitor.send(Visit.measured(visit.fill(bytes))).pause(100);
                front.nextVisitorsAreServed(host);
            }
            front.nextVisitorsAreServed(host);
        }
    }

    static Stream<Arguments> lengths() {
        var hidden = "GET /inner HTTP/1.1\r\nHost: x\r\n\r\n";
        return Stream.of(
                Arguments.of("5", "tulip" + hidden),
                Arguments.of("1", hidden),
                Arguments.of("5", "rose"),
                Arguments.of("+5", "tulip"),
                Arguments.of("0x5", "tulip"),
                Arguments.of("-1", hidden),
                Arguments.of("", hidden),
                Arguments.of("rose", hidden),
                Arguments.of("18446744073709551621", "tulip"),
                Arguments.of("5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + hidden));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void h2Cl(String length, String body) {
        for (var host : HOSTS) {
            var visit = visit(host);
            try (var visitor = front.http2(host)) {
                var stream = visitor.open(false, "POST", visit.path(), "content-length", length);
                visitor.data(stream, body, true);
                assertThat(visitor.answer(stream, SOON).status()).isIn(400, RawAnswer.ENDED);
                nobodyElseIsTouched(visit);
                assertThat(front.behind(host).targets()).doesNotContain(visit.path());
            }
            nobodyElseIsTouched(visit);
        }
    }

    /** The request may be on its way before the body comes that it does not have. */
    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void h2ClZero(String host) {
        var visit = visit(host);
        try (var visitor = front.http2(host)) {
            var stream = visitor.open(false, "POST", visit.path(), "content-length", "0");
            visitor.data(stream, visit.inner(), true);
            assertThat(visitor.answer(stream, SOON).status()).isIn(200, 400, RawAnswer.ENDED);
            nobodyElseIsTouched(visit);
        }
        nobodyElseIsTouched(visit);
    }

    /** Fields no request over HTTP/2 may have (RFC 9113 section 8.2). */
    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("transfer-encoding", "chunked"),
                Arguments.of("transfer-encoding", "identity"),
                Arguments.of("transfer-encoding", "xchunked"),
                Arguments.of("connection", "transfer-encoding"),
                Arguments.of("connection", "close"),
                Arguments.of("upgrade", "websocket"),
                Arguments.of("keep-alive", "timeout=5"),
                Arguments.of("proxy-connection", "keep-alive"),
                Arguments.of("te", "chunked"),
                Arguments.of("x-rose", "red\r\ntransfer-encoding: chunked"),
                Arguments.of("x-rose", "red\ntransfer-encoding: chunked"),
                Arguments.of("x-rose", "red\rtransfer-encoding: chunked"),
                Arguments.of("x-rose", "red\u0000"),
                Arguments.of("x-rose", "red\r\n\r\nGET /inner HTTP/1.1\r\nHost: x\r\n\r\n"),
                Arguments.of("x-rose: red\r\ntransfer-encoding", "chunked"),
                Arguments.of("x-rose\r\n\r\nGET /inner HTTP/1.1\r\nx", "y"),
                Arguments.of("transfer-encoding: chunked\r\nx", "y"),
                Arguments.of("transfer-encoding:", "chunked"),
                Arguments.of("transfer-encoding ", "chunked"),
                Arguments.of(" transfer-encoding", "chunked"),
                Arguments.of("Transfer-Encoding", "chunked"),
                Arguments.of("X-Rose", "red"),
                Arguments.of("", "red"),
                Arguments.of(":rose", "red"),
                Arguments.of(":path", "/inner"),
                Arguments.of(":method", "GET"),
                Arguments.of(":authority", "other.example"),
                Arguments.of("host", "other.example"),
                Arguments.of("x rose", "red"),
                Arguments.of("x\u00ffrose", "red"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void h2Te(String name, String value) {
        for (var host : HOSTS) {
            var visit = visit(host);
            try (var visitor = front.http2(host)) {
                var stream = visitor.open(false, "POST", visit.path(), name, value);
                visitor.data(stream, "0\r\n\r\n" + visit.fill(BEGINNING), true);
                assertThat(visitor.answer(stream, SOON).status()).isIn(400, RawAnswer.ENDED);
                front.nextVisitorsAreServed(host);
                assertThat(front.behind(host).bytes()).doesNotContain(visit.path());
            }
            front.nextVisitorsAreServed(host);
        }
    }

    /** What stands in the request line over HTTP/1.1. */
    static Stream<Arguments> lines() {
        var odd = List.of(
                " HTTP/1.1\r\nHost: x\r\n\r\nGET /inner HTTP/1.1\r\nX: ",
                " HTTP/1.1\r\ntransfer-encoding: chunked\r\nX: ",
                "\nX: ",
                "\rX: ",
                " ",
                "\t",
                "\u0000",
                "\u007f");
        return Stream.of(":method", ":scheme", ":authority", ":path")
                .flatMap(name -> odd.stream().map(value -> Arguments.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void h2Injection(String name, String odd) {
        for (var host : HOSTS) {
            var visit = visit(host);
            var fields = new String[] {
                ":method", "GET", ":scheme", "https", ":authority", visit.authority(), ":path", visit.path()
            };
            for (var i = 0; i < fields.length; i += 2) {
                fields[i + 1] += fields[i].equals(name) ? odd + "x" : "";
            }
            isRefused(visit, fields);
        }
    }

    private static void isRefused(Visit visit, String... fields) {
        try (var visitor = front.http2(visit.host())) {
            var stream = visitor.openAs(true, fields);
            assertThat(visitor.answer(stream, SOON).status()).isIn(400, 404, 405, 421, 501, RawAnswer.ENDED);
            front.nextVisitorsAreServed(visit.host());
            assertThat(front.behind(visit.host()).bytes())
                    .doesNotContain(visit.path())
                    .doesNotContain("/inner");
        }
    }

    /** Pseudo fields that are missing, twice, empty, late or not what they should be; "|" between names and values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method|GET|:scheme|https|:authority|{host}",
                ":scheme|https|:authority|{host}|:path|{path}",
                ":method|GET|:authority|{host}|:path|{path}",
                ":method|GET|:scheme|https|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|",
                ":method||:scheme|https|:authority|{host}|:path|{path}",
                ":method|GET|:scheme|https|:authority||:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|{path}|:path|{path}/inner",
                ":method|GET|:scheme|https|:authority|{host}|:authority|other.example|:path|{path}",
                ":method|GET|:method|POST|:scheme|https|:authority|{host}|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}|x-rose|red|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|rose{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|https://{host}{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|*{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|*",
                ":method|GET|:scheme|https|:authority|rose@{host}|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}/rose|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}, other.example|:path|{path}",
                ":method|GET|:scheme|https|:authority|{host}|:path|{path}|:status|200",
                ":method|GET|:scheme|https|:path|{path}|host|{host}|host|other.example",
                ":method|CONNECT|:authority|{host}"
            })
    void h2Pseudo(String fields) {
        for (var host : HOSTS) {
            var visit = visit(host);
            isRefused(visit, visit.fill(fields).split("\\|", -1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length|0",
                "transfer-encoding|chunked",
                "x-rose|red\r\n\r\nGET /inner HTTP/1.1\r\nHost: x\r\n\r\n",
                ":path|/inner",
                "x-rose: red\r\nx|y"
            })
    void h2Trailers(String trailer) {
        for (var host : HOSTS) {
            var visit = visit(host);
            try (var visitor = front.http2(host)) {
                var stream = visitor.open(false, "POST", visit.path());
                visitor.data(stream, "tulip", false);
                visitor.trailers(stream, trailer.split("\\|", -1));
                assertThat(visitor.answer(stream, SOON).status()).isIn(200, 400, RawAnswer.ENDED);
                nobodyElseIsTouched(visit);
            }
            nobodyElseIsTouched(visit);
            assertThat(front.behind(host).heard())
                    .allSatisfy(heard -> assertThat(heard.trailers()).isEmpty());
        }
    }

    /** One who leaves in the midst of a body takes the connection along. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesHalfwayLeavesNothingBehind(boolean isHttp2) {
        for (var host : HOSTS) {
            var visit = visit(host);
            var head = "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 500\r\n\r\n";
            if (isHttp2) {
                try (var visitor = front.http2(host)) {
                    var stream = visitor.open(false, "POST", visit.path(), "content-length", "500");
                    visitor.data(stream, "half", false);
                    Ssh.sleep(50);
                    visitor.reset(stream);
                    Ssh.sleep(50);
                    nobodyElseIsTouched(visit);
                }
            } else {
                try (var visitor = front.visitor(host)) {
                    visitor.send(visit.fill(head + "half")).pause(50);
                }
            }
            nobodyElseIsTouched(visit);
            assertThat(front.behind(host).targets()).doesNotContain(visit.path());
        }
    }
}
