package org.computecontracts.ingress.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: x.example\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsARequestHoweverItComes(int step) {
        var request = "\r\nPOST /p HTTP/1.1\r\nhost:x.example:80\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5;a=\"b c\"\r\nhello\r\n000a\r\n, everyone\r\n0\r\nX-Sum: 1\r\n\r\n";

        var parts = parts(new RequestParser(), request, step);

        var head = (RequestHead) parts.getFirst();
        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.authority()).isEqualTo("x.example:80");
        assertThat(head.host()).isEqualTo("x.example");
        assertThat(text(parts)).isEqualTo("hello, everyone");
        assertThat(((Part.End) parts.getLast()).trailers().get("x-sum")).isEqualTo("1");
    }

    @Test
    void readsNoFurtherThanTheEndOfAMessage() {
        var parser = new RequestParser();

        assertThat(parts(parser, GET + GET, 1000)).hasSize(2);
        assertThat(parser.hasBytesLeft()).isTrue();
        parser.restart();

        assertThat(parts(parser, "", 1)).hasSize(2);
        assertThat(parser.hasBytesLeft()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET https://x.example/a HTTP/1.1|Host: x.example, /a
            GET http://X.example HTTP/1.1|Host: x.example, /
            GET http://x.example?q HTTP/1.1|Host: x.example, /?q
            OPTIONS * HTTP/1.1|Host: x.example, *
            GET //a//../%2e?x=//y HTTP/1.1|Host: x.example, //a//../%2e?x=//y
            GET /a HTTP/1.7|Host: x.example, /a
            """)
    void understandsTargets(String head, String target) {
        var parts = parts(new RequestParser(), head.replace("|", "\r\n") + "\r\n\r\n", 1000);

        assertThat(((RequestHead) parts.getFirst()).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            GET / HTTP/1.1|| ~ 400
            GET / HTTP/1.1|Host: a|Host: a|| ~ 400
            GET / HTTP/1.1|Host: a b|| ~ 400
            GET / HTTP/1.1|Host: a/b|| ~ 400
            GET / HTTP/1.1|Host: user@a|| ~ 400
            GET / HTTP/1.1|Host: a:b|| ~ 400
            GET / HTTP/1.1|Host: a:65536|| ~ 400
            GET  / HTTP/1.1|Host: a|| ~ 400
            GET / HTTP/1.1 |Host: a|| ~ 400
            GET / http/1.1|Host: a|| ~ 400
            GET / HTTP/11|Host: a|| ~ 400
            GET / HTTP/2.0|Host: a|| ~ 505
            G@T / HTTP/1.1|Host: a|| ~ 400
            GET a HTTP/1.1|Host: a|| ~ 400
            GET /#a HTTP/1.1|Host: a|| ~ 400
            GET * HTTP/1.1|Host: a|| ~ 400
            GET http://b/ HTTP/1.1|Host: a|| ~ 400
            GET ftp://a/ HTTP/1.1|Host: a|| ~ 400
            CONNECT a:1 HTTP/1.1|Host: a|| ~ 405
            TRACE / HTTP/1.1|Host: a|| ~ 405
            GET / HTTP/1.1|Host : a|| ~ 400
            GET / HTTP/1.1|Host: a|: b|| ~ 400
            GET / HTTP/1.1|Host: a|X|| ~ 400
            GET / HTTP/1.1|Host: a|X: b| c: d|| ~ 400
            GET / HTTP/1.1| Host: a|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 1|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: 1, 1|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: +1|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: -1|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: 0x1|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length:|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: 9999999999999999999|| ~ 400
            POST / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: chunked|| ~ 400
            POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked|| ~ 400
            POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked|| ~ 400
            POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked|| ~ 501
            POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: identity|| ~ 400
            POST / HTTP/1.1|Host: a|Expect: the-best|Content-Length: 1|| ~ 417
            """)
    void refusesWhatCanBeReadInTwoWays(String request, int status) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> parts(new RequestParser(), request.replace("|", "\r\n"), 1000))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\0", "\u0001", "\u007f", "\r\r\n", "\u000b"})
    void refusesControlCharacters(String inserted) {
        for (var place : List.of(4, 6, 30)) {
            var request = new StringBuilder(GET).insert(place, inserted).toString();
            assertThatExceptionOfType(MalformedMessage.class)
                    .as("at %d", place)
                    .isThrownBy(() -> parts(new RequestParser(), request, 1000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g\r\n",
                "0x1\r\na\r\n",
                "+1\r\na\r\n",
                " 1\r\na\r\n",
                "-1\r\n",
                "\r\n",
                "1;\r\na\r\n",
                "1 \r\na\r\n",
                "1\na\r\n",
                "1\r\nab\r\n",
                "1\r\na\n",
                "1000000000000000\r\n",
                "1;a\nb\r\na\r\n",
                "0\r\nX\r\n\r\n"
            })
    void refusesBrokenChunks(String chunks) {
        var request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;

        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> parts(new RequestParser(), request, 1000));
    }

    @Test
    void headsHaveLimits() {
        assertThat(status("GET /" + "x".repeat(17_000))).isEqualTo(414);
        assertThat(status("GET / HTTP/1.1\r\nX: " + "x".repeat(33_000))).isEqualTo(431);
        assertThat(status("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(201)))
                .isEqualTo(431);
        assertThat(status("GET / HTTP/1.1\r\n" + ("X: " + "y".repeat(1000) + "\r\n").repeat(33)))
                .isEqualTo(431);
    }

    private static int status(String request) {
        try {
            parts(new RequestParser(), request, 1000);
            return 0;
        } catch (MalformedMessage e) {
            return e.problem().status();
        }
    }

    @Test
    void readsInterimAnswersAndTheOneAfterThem() {
        var parser = answersTo("GET");

        assertThat(parts(parser, "HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n", 1000))
                .hasSize(2);
        parser.restart();
        var parts = parts(parser, "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 3);

        assertThat(((AnswerHead) parts.getFirst()).status()).isEqualTo(200);
        assertThat(text(parts)).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"GET,204", "GET,304", "HEAD,200"})
    void someAnswersHaveNoBodyWhateverTheySay(String method, int status) {
        var parser = answersTo(method);

        var parts = parts(parser, "HTTP/1.1 " + status + " x\r\nContent-Length: 2\r\n\r\nok", 1000);

        assertThat(parts).hasSize(2);
        assertThat(parser.hasBytesLeft()).isTrue();
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() {
        var parser = answersTo("GET");

        assertThat(text(parts(parser, "HTTP/1.0 200 OK\r\n\r\nall of it", 5))).isEqualTo("all of it");
        assertThat(parser.endsWithConnection()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\nA: b\n\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"
            })
    void refusesAnswersThatAreNone(String answer) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> parts(answersTo("GET"), answer, 1000));
    }

    private static AnswerParser answersTo(String method) {
        var parser = new AnswerParser();
        parser.awaits(new RequestHead(method, "/", "a", headers(), Framing.NONE, false));
        return parser;
    }

    private static HttpHeaders headers() {
        return ProxyHeaders.empty();
    }

    private static List<Part> parts(MessageParser parser, String text, int step) {
        var parts = new ArrayList<Part>();
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (var from = 0; from < bytes.length || from == 0; from += step) {
            var length = Math.min(step, bytes.length - from);
            parser.feed(ByteBufAllocator.DEFAULT, Unpooled.copiedBuffer(bytes, from, length));
            for (var part = parser.next(); part != null; part = parser.next()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static String text(List<Part> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Part.Data data) {
                text.append(data.bytes().toString(StandardCharsets.ISO_8859_1));
                data.bytes().release();
            }
        }
        return text.toString();
    }
}
