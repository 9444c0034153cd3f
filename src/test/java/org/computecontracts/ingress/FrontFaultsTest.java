package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.ingress.FrontUnderTest.PORTAL;
import static org.computecontracts.ingress.FrontUnderTest.WEB;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nine ways in which something of one visitor reached another, or a request never ended; one number each. */
@Timeout(60)
class FrontFaultsTest extends AgainstTheFront {
    private static final int REFUSED = 400;
    private static final int UPLOAD = 30_000_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration PATIENCE_WITH_A_TRICKLE = Duration.ofSeconds(45);

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number1TraceWithABodyNeverReachesAnybody(String host) {
        var trace = front.token("trace");
        var body = "GET " + front.token("hidden") + " HTTP/1.1\r\nHost: x\r\nX: ";
        try (var visitor = front.visitor(host)) {
            var answer = visitor.send(front.head(host, "TRACE " + trace, "Content-Length: " + body.length()) + body)
                    .answer();
            assertThat(answer.status()).isIn(400, 405);
            assertThat(visitor.isEnded(SOON)).isTrue();
        }

        front.nextVisitorsAreServed(host);

        assertThat(front.behind(host).bytes()).doesNotContain("TRACE").doesNotContain("/hidden/");
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number1TraceWithABodyOverHttp2NeverReachesAnybody(String host) {
        var body = "GET " + front.token("hidden") + " HTTP/1.1\r\nHost: x\r\nX: ";
        try (var visitor = front.http2(host)) {
            var stream = visitor.open(false, "TRACE", front.token("trace"), "content-length", "" + body.length());
            visitor.data(stream, body, true);
            assertThat(visitor.answer(stream).status()).isIn(400, 405, RawAnswer.ENDED);
        }

        front.nextVisitorsAreServed(host);

        assertThat(front.behind(host).bytes()).doesNotContain("TRACE").doesNotContain("/hidden/");
    }

    @ParameterizedTest
    @CsvSource({WEB + ",102", WEB + ",199", PORTAL + ",102"})
    void number2AnInterimAnswerAndTheFinalOneGoToTheOneWhoAsked(String host, int interim) {
        front.behind(host).at("/interim/", (request, wire) -> {
            front.behind(host).hear(wire).send("HTTP/1.1 " + interim + " Wait\r\n\r\n");
            wire.pause(400).answer("200 OK\r\nSet-Cookie: whose=first", request.target());
        });
        var path = front.token("interim");
        try (var visitor = front.visitor(host)) {
            visitor.send(front.get(host, path)).pause(100);
            front.nextVisitorsAreServed(host);
            var answer = visitor.answer();

            assertThat(answer.interimStatuses()).containsExactly(interim);
            assertThat(answer.body()).isEqualTo(path);
            assertThat(answer.header("set-cookie")).containsExactly("whose=first");
        }
        front.nextVisitorsAreServed(host);
    }

    @Test
    void number2OverHttp2Too() {
        front.workload.at("/interim/", (request, wire) -> {
            front.workload
                    .hear(wire)
                    .send("HTTP/1.1 102 Wait\r\n\r\n")
                    .pause(400)
                    .ok();
        });
        var path = front.token("interim");
        try (var visitor = front.http2(WEB)) {
            var stream = visitor.open(true, "GET", path);
            Ssh.sleep(100);
            front.nextVisitorsAreServed(WEB);
            var answer = visitor.answer(stream);

            assertThat(answer.interimStatuses()).containsExactly(102);
            assertThat(answer.body()).isEqualTo(path);
        }
        front.nextVisitorsAreServed(WEB);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number2ASwitchNobodyAskedForIsABadGateway(String host) {
        front.behind(host)
                .at(
                        "/switch/",
                        (request, wire) -> front.behind(host)
                                .hear(wire)
                                .send(
                                        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: secret\r\n\r\nsecret")
                                .pause(300)
                                .ok());
        try (var visitor = front.visitor(host)) {
            var answer = visitor.send(front.get(host, front.token("switch"))).answer();
            assertThat(answer.status()).isEqualTo(502);
            BadGateways.assertQuotesNobody(answer);
        }

        front.nextVisitorsAreServed(host);
    }

    /** What servers do with an upload they have refused already: as Node does, as a small one may, and as our own does. */
    private enum Rest {
        READ,
        LEFT,
        CLOSED
    }

    private static void refuses(RawOrigin origin, int status, Rest rest) {
        origin.at("/upload/", (request, wire) -> {
            wire.answer(status + " No", "refused " + request.target());
            switch (rest) {
                case READ -> wire.whole();
                case LEFT -> wire.pause(30_000);
                case CLOSED -> wire.pause(100).close();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        WEB + ",401,READ",
        WEB + ",413,LEFT",
        WEB + ",413,CLOSED",
        PORTAL + ",413,READ",
        PORTAL + ",413,LEFT",
        PORTAL + ",413,CLOSED"
    })
    void number3AnsweredBeforeTheUploadWasRead(String host, int status, Rest rest) {
        refuses(front.behind(host), status, rest);
        var path = front.token("upload");
        try (var visitor = front.visitor(host)) {
            var answer = visitor.upload(front.head(host, "POST " + path, "Content-Length: " + UPLOAD), UPLOAD);
            front.nextVisitorsAreServed(host);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("refused " + path);
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @CsvSource({
        WEB + ",401,READ,false",
        WEB + ",401,READ,true",
        WEB + ",413,LEFT,false",
        WEB + ",413,LEFT,true",
        WEB + ",413,CLOSED,false",
        PORTAL + ",413,READ,false",
        PORTAL + ",413,READ,true",
        PORTAL + ",413,LEFT,false",
        PORTAL + ",413,LEFT,true",
        PORTAL + ",413,CLOSED,false"
    })
    void number3OverHttp2Too(String host, int status, Rest rest, boolean isGivenUp) {
        refuses(front.behind(host), status, rest);
        var path = front.token("upload");
        try (var visitor = front.http2(host)) {
            var stream = visitor.open(false, "POST", path, "content-length", "" + UPLOAD);
            Thread.ofVirtual().start(() -> visitor.data(stream, "x".repeat(UPLOAD), true));
            var answer = visitor.answer(stream);
            if (isGivenUp) {
                visitor.reset(stream);
            }
            front.nextVisitorsAreServed(host);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("refused " + path);
            // The same connection goes on as well
            var next = front.token("next");
            assertThat(visitor.ask("GET", next).body()).isEqualTo(next);
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @CsvSource({
        WEB + ",HEAD,200 OK",
        WEB + ",GET,204 No Content",
        WEB + ",GET,304 Not Modified",
        PORTAL + ",HEAD,200 OK",
        PORTAL + ",GET,204 No Content",
        PORTAL + ",GET,304 Not Modified"
    })
    void number4ABodyWhereNoneMayBe(String host, String method, String status) {
        hasABody(front.behind(host), status);
        var path = front.token("none");
        try (var visitor = front.visitor(host)) {
            visitor.send(front.head(host, method + " " + path));
            var answer = method.equals("HEAD") ? visitor.answerToHead() : visitor.answer();
            assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            var own = front.token("own");
            // By the same visitor, unless the front has closed the connection
            var second = visitor.send(front.get(host, own)).answer();
            assertThat(second.status()).isIn(200, RawAnswer.ENDED);
            assertThat(second.body()).doesNotContain("secret");
        }
        front.nextVisitorsAreServed(host);
    }

    /** It comes while the front may take the connection for one that is free. */
    private static void hasABody(RawOrigin origin, String status) {
        origin.at(
                "/none/",
                (request, wire) -> origin.hear(wire)
                        .send("HTTP/1.1 " + status + "\r\nContent-Length: 44\r\n\r\n")
                        .pause(100)
                        .send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"));
    }

    @ParameterizedTest
    @CsvSource({WEB + ",HEAD,200 OK", WEB + ",GET,204 No Content", WEB + ",GET,304 Not Modified"})
    void number4OverHttp2Too(String host, String method, String status) {
        hasABody(front.workload, status);
        try (var visitor = front.http2(host)) {
            var answer = visitor.ask(method, front.token("none"));
            assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(answer.body()).isEmpty();
            assertThat(answer.isWhole()).isTrue();
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number5AControlCharacterInAFieldOverHttp2HasAnEnd(String host) {
        for (var value : List.of("a\u0001b", "a\u0000b", "a\u007fb", "a\rb", "a\nb", "a\r\nx-more: 1")) {
            try (var visitor = front.http2(host)) {
                var path = front.token("control");
                var stream = visitor.open(true, "GET", path, "x-odd", value);
                assertThat(visitor.answer(stream, SOON).status())
                        .as("to %s", value.codePoints().boxed().toList())
                        .isIn(REFUSED, RawAnswer.ENDED);
                assertThat(front.behind(host).bytes()).doesNotContain(path);
            }
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number5ALineEndInThePathOverHttp2HasAnEnd(String host) {
        for (var odd : List.of(" HTTP/1.1\r\nX: 1", "\r\n\r\nGET /hidden HTTP/1.1", "\n", "\r", " ", "\u0000", "\t")) {
            try (var visitor = front.http2(host)) {
                var path = front.token("control");
                var stream = visitor.open(true, "GET", path + odd + "x");
                assertThat(visitor.answer(stream, SOON).status())
                        .as("to %s", odd.codePoints().boxed().toList())
                        .isIn(REFUSED, RawAnswer.ENDED);
                assertThat(front.behind(host).bytes()).doesNotContain(path).doesNotContain("/hidden");
            }
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number5ThreeHundredSuchStreamsLockNobodyOut(String host) {
        for (var i = 0; i < 3; i++) {
            try (var visitor = front.http2(host)) {
                var streams = new ArrayList<Integer>();
                for (var j = 0; j < 100; j++) {
                    streams.add(visitor.open(true, "GET", front.token("control"), "x-odd", "a\u0001b"));
                }
                for (var stream : streams) {
                    assertThat(visitor.answer(stream, SOON).status()).isNotEqualTo(RawAnswer.SILENCE);
                }
            }
        }
        front.nextVisitorsAreServed(host);
    }

    @ParameterizedTest
    @CsvSource({WEB + ",false", WEB + ",true", PORTAL + ",false", PORTAL + ",true"})
    void number5AWebSocketWhereThereIsNoneIsAnsweredAsTheServerAnswers(String host, boolean isChunked) {
        front.behind(host).at("/nosocket/", (request, wire) -> {
            front.behind(host).hear(wire);
            if (isChunked) {
                wire.send("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnone\r\n0\r\n\r\n");
            } else {
                wire.answer("404 Not Found", "none");
            }
        });
        try (var visitor = front.visitor(host)) {
            visitor.send(front.head(
                    host,
                    "GET " + front.token("nosocket"),
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="));
            var answer = visitor.answer(SOON);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("none");
        }
        front.nextVisitorsAreServed(host);
    }

    /** One visitor's streams are that visitor's affair: all that are too many are told so, and a stranger is served. */
    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number5ThreeHundredOpenStreamsUseUpNoService(String host) {
        front.behind(host).at("/events/", (request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "b\r\ndata: one\n\n\r\n");
            wire.untilTheEnd();
        });
        var visitors = new ArrayList<Http2Visitor>();
        try {
            for (var i = 0; i < 3; i++) {
                var visitor = front.http2(host);
                visitors.add(visitor);
                var streams = new ArrayList<Integer>();
                for (var j = 0; j < 100; j++) {
                    streams.add(visitor.open(true, "GET", front.token("events"), "accept", "text/event-stream"));
                }
                for (var stream : streams) {
                    var answer = visitor.begun(stream, Duration.ofSeconds(5));
                    assertThat(answer.status()).isIn(200, 503);
                    if (answer.status() == 503) {
                        assertThat(answer.header("retry-after")).hasSize(1);
                    }
                }
            }
            front.nextVisitorsAreServed(host);
        } finally {
            visitors.forEach(Http2Visitor::close);
        }
        front.nextVisitorsAreServed(host);
    }

    /** Both at once, as each takes a while. */
    @Test
    void number5WhatTricklesHasAnEnd() {
        try (var head = front.visitor(WEB);
                var body = front.visitor(WEB)) {
            head.send("GET " + front.token("trickle") + " HTTP/1.1\r\nHost: " + front.authority(WEB) + "\r\n");
            body.send(front.head(WEB, "POST " + front.token("trickle"), "Content-Length: 10000"));
            Thread.ofVirtual().start(() -> {
                for (var i = 0; i < 45 && (head.trySend(line(i)) | body.trySend(new byte[1])); i++) {
                    Ssh.sleep(1000);
                }
            });
            var end = System.nanoTime() + PATIENCE_WITH_A_TRICKLE.toNanos();
            for (var visitor : List.of(head, body)) {
                var answer = visitor.answer(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
                assertThat(answer.status()).isIn(400, 408, RawAnswer.ENDED);
            }
        }
    }

    private static byte[] line(int i) {
        return ("X-" + i + ": slow\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Many servers do so, at a restart or after their idle time: each request arrives once, and none is a 502. */
    @Test
    void number6AWorkloadThatClosesItsKeptConnectionAfterEachAnswer() {
        front.workload.at(
                "/closes/", (request, wire) -> front.workload.hear(wire).ok().close());
        try (var visitor = front.visitor(WEB)) {
            var bad = 0;
            for (var i = 0; i < 250; i++) {
                var path = front.token("closes");
                var answer = visitor.send(front.head(WEB, "POST " + path, "Content-Length: 5") + "hello")
                        .answer();
                if (answer.status() == 502) {
                    bad++;
                } else {
                    assertThat(answer.body()).isEqualTo(path);
                }
            }
            assertThat(bad).as("bad gateways of 250").isZero();
        }
        assertThat(front.workload.targets()).hasSize(250).doesNotHaveDuplicates();
    }

    /** Every visitor here checks the certificate against the host. */
    @Test
    void number7ATunnelThatIsDownSaysSoUnderACertificateOfItsName() {
        var gone = "gone--alice-test.localhost";
        var ssh = Ssh.forward(front.ingress, front.key, "alice.test", "gone:80:127.0.0.1:" + front.workload.port());
        Ssh.await("the other tunnel", () -> front.ingress.tunnels.find(gone).isPresent());
        front.nextVisitorIsServed(gone);
        ssh.kill();
        Ssh.await("its end", () -> front.ingress.tunnels.find(gone).isEmpty());

        for (var type : List.of("text/html", "application/problem+json")) {
            try (var visitor = front.visitor(gone)) {
                var answer = visitor.send(front.head(gone, "GET " + front.token("gone"), "Accept: " + type))
                        .answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).hasSize(1);
                assertThat(answer.header("content-type")).first().asString().startsWith(type);
                BadGateways.assertQuotesNobody(answer);
            }
        }
    }

    @Test
    void number7ANameNeverKnownIsNotFoundUnderACertificateOfItsName() {
        var nobody = "nobody--nowhere.localhost";
        try (var visitor = front.visitor(nobody)) {
            assertThat(visitor.send(front.get(nobody, "/")).answer().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET %s HTTP/1.1|Host: %s|Host: %s||",
                "GET %s HTTP/1.1|Host: %s|X-Folded: one| two||",
                "POST %s HTTP/1.1|Host: %s|Content-Length: 5|Transfer-Encoding: chunked||0||"
            })
    void number8WhatIsAmbiguousIsRefusedAndTheConnectionClosed(String request) {
        for (var host : List.of(WEB, PORTAL)) {
            var path = front.token("ambiguous");
            var authority = front.authority(host);
            try (var visitor = front.visitor(host)) {
                visitor.send(request.replace("|", "\r\n").formatted(path, authority, authority));
                assertThat(visitor.answer().status()).isEqualTo(400);
                assertThat(visitor.isEnded(SOON)).isTrue();
            }
            front.nextVisitorIsServed(host);
            assertThat(front.behind(host).bytes()).doesNotContain(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TE: xchunked", "Connection: TE\r\nTE: xchunked", "TE: trailers, xchunked"})
    void number8AnUnknownCodingThatSomebodyWouldTakeIsNotHandedOn(String fields) {
        for (var host : List.of(WEB, PORTAL)) {
            try (var visitor = front.visitor(host)) {
                var answer = visitor.send(front.head(host, "GET " + front.token("coding"), fields))
                        .answer();
                assertThat(answer.status()).isIn(200, 400);
            }
            assertThat(front.behind(host).bytes()).doesNotContainIgnoringCase("xchunked");
        }
    }

    @ParameterizedTest
    @CsvSource({
        WEB + ",GET",
        WEB + ",DELETE",
        WEB + ",OPTIONS",
        WEB + ",POST",
        WEB + ",PROPFIND",
        PORTAL + ",GET",
        PORTAL + ",DELETE",
        PORTAL + ",OPTIONS"
    })
    void number9ABodyWithoutALengthOverHttp2Arrives(String host, String method) {
        var path = front.token("body");
        try (var visitor = front.http2(host)) {
            assertThat(visitor.ask(method, path, "what it says").body()).isEqualTo(path);
        }
        assertThat(front.behind(host).heard(path).body()).isEqualTo("what it says");
        assertThat(front.behind(host).heard(path).method()).isEqualTo(method);
    }

    @Test
    void number9TrailersGoBothWaysOverHttp2() {
        answersWithTrailers();
        var path = front.token("trailers");
        try (var visitor = front.http2(WEB)) {
            var stream = visitor.open(false, "POST", path, "te", "trailers", "trailer", "x-sum");
            visitor.data(stream, "hello", false);
            visitor.trailers(stream, "x-sum", "up");
            var answer = visitor.answer(stream);

            assertThat(answer.body()).isEqualTo("whole");
            assertThat(answer.trailers()).isEqualTo("x-sum: down\r\n");
        }
        assertThat(front.workload.heard(path).body()).isEqualTo("hello");
        assertThat(front.workload.heard(path).trailers()).isEqualToIgnoringCase("x-sum: up\r\n");
    }

    @Test
    void number9TrailersGoBothWaysOverHttp11() {
        answersWithTrailers();
        var path = front.token("trailers");
        try (var visitor = front.visitor(WEB)) {
            var head = front.head(
                    WEB,
                    "POST " + path,
                    "Transfer-Encoding: chunked",
                    "Connection: TE",
                    "TE: trailers",
                    "Trailer: x-sum");
            var answer =
                    visitor.send(head + "5\r\nhello\r\n0\r\nX-Sum: up\r\n\r\n").answer();

            assertThat(answer.body()).isEqualTo("whole");
            assertThat(answer.trailers()).isEqualToIgnoringCase("x-sum: down\r\n");
        }
        assertThat(front.workload.heard(path).body()).isEqualTo("hello");
        assertThat(front.workload.heard(path).trailers()).isEqualToIgnoringCase("x-sum: up\r\n");
    }

    private static void answersWithTrailers() {
        front.workload.at(
                "/trailers/",
                (request, wire) -> front.workload
                        .hear(wire)
                        .send("HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "5\r\nwhole\r\n0\r\nX-Sum: down\r\n\r\n"));
    }

    @Test
    void number9EarlyHintsArrive() {
        front.workload.at(
                "/hints/",
                (request, wire) -> front.workload
                        .hear(wire)
                        .send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
                        .ok());
        try (var plain = front.visitor(WEB);
                var multiplexed = front.http2(WEB)) {
            var answers = List.of(
                    plain.send(front.get(WEB, front.token("hints"))).answer(),
                    multiplexed.ask("GET", front.token("hints")));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.interimStatuses()).containsExactly(103);
                assertThat(answer.interims().getFirst().header("link")).containsExactly("</style.css>; rel=preload");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WEB, PORTAL})
    void number9AnyUpgradeThatIsAgreedOnBecomesAPipe(String host) {
        front.behind(host).at("/upgrade/", (request, wire) -> {
            front.behind(host)
                    .hear(wire)
                    .send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo/1\r\n\r\nfirst");
            wire.send("echo " + wire.bytes(4) + wire.bytes(4));
            wire.close();
        });
        var path = front.token("upgrade");
        try (var visitor = front.visitor(host)) {
            var answer = visitor.send(front.head(host, "GET " + path, "Connection: Upgrade", "Upgrade: foo/1"))
                    .answer();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("upgrade")).containsExactly("foo/1");
            assertThat(answer.header("connection")).first().asString().isEqualToIgnoringCase("upgrade");
            assertThat(visitor.bytes(5)).isEqualTo("first");
            visitor.send("\r\n\u0000\u00ff").pause(50).send("GET ");
            assertThat(visitor.bytes(13)).isEqualTo("echo \r\n\u0000\u00ffGET ");
            assertThat(visitor.isEnded(SOON)).isTrue();
        }
        assertThat(front.behind(host).heard(path).header("upgrade")).containsExactly("foo/1");
    }

    @Test
    void number9OnlyTheWorkloadSaysGoOn() {
        front.workload.at("/expect/", (request, wire) -> {
            wire.pause(200).send("HTTP/1.1 100 Continue\r\n\r\n");
            front.workload.hear(wire).ok();
        });
        var path = front.token("expect");
        try (var visitor = front.visitor(WEB)) {
            visitor.send(front.head(WEB, "POST " + path, "Content-Length: 5", "Expect: 100-continue"));
            assertThat(visitor.isQuiet(Duration.ofMillis(100))).isTrue();
            var answer = visitor.pause(300).send("hello").answer();

            assertThat(answer.interimStatuses()).containsExactly(100);
            assertThat(answer.body()).isEqualTo(path);
        }
        assertThat(front.workload.heard(path).header("expect")).containsExactly("100-continue");
        assertThat(front.workload.heard(path).body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"417 Expectation Failed", "401 Unauthorized"})
    void number9AWorkloadThatWillNotHaveTheBodyIsNotOverruled(String status) {
        front.workload.at(
                "/unexpected/", (request, wire) -> wire.answer(status, "no").close());
        try (var visitor = front.visitor(WEB);
                var multiplexed = front.http2(WEB)) {
            var path = front.token("unexpected");
            var first = visitor.send(front.head(WEB, "POST " + path, "Content-Length: 5", "Expect: 100-continue"))
                    .answer(SOON);
            var stream = multiplexed.open(false, "POST", path, "content-length", "5", "expect", "100-continue");
            var second = multiplexed.answer(stream, SOON);

            for (var answer : List.of(first, second)) {
                assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(answer.interims()).isEmpty();
                assertThat(answer.body()).isEqualTo("no");
            }
        }
        front.nextVisitorsAreServed(WEB);
    }

    @Test
    void number9APutWithoutABodyOverHttp2HasNone() {
        var path = front.token("put");
        try (var visitor = front.http2(WEB)) {
            assertThat(visitor.ask("PUT", path).body()).isEqualTo(path);
        }
        var heard = front.workload.heard(path);
        assertThat(heard.header("transfer-encoding")).isEmpty();
        assertThat(heard.header("content-length")).isIn(List.of(), List.of("0"));
    }
}
