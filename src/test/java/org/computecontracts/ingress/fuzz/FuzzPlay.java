package org.computecontracts.ingress.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the origin does about one request: the steps that its path spells, separated by dots, each a letter and a number. When
 * nothing else is said the body is read at the end, and the connection kept: as servers do.
 */
class FuzzPlay {
    private static final int ANSWER = 300;
    private static final int LARGE = 200_000;
    private static final int HUGE_HEADERS = 80_000;
    private static final int SILENCE_MILLIS = 14_000;
    private static final Pattern LATER =
            Pattern.compile("(^|\\.)[^bywpxrzi.]\\d*\\.(.*\\.)?[bwp]\\d*\\.(.*\\.)?[^bywpxrz.]");

    private final FuzzOriginConnection connection;
    private final String method;
    private final String path;
    private final String mark;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private String digest = FuzzHonest.NO_DIGEST;
    private boolean answered;

    FuzzPlay(FuzzOriginConnection connection, String method, String path, String mark) {
        this.connection = connection;
        this.method = method;
        this.path = path;
        this.mark = mark;
    }

    /** Whether the connection is kept. */
    boolean honest() throws IOException {
        if (connection.header("expect").equals("100-continue")) {
            line("HTTP/1.1 100 Continue", "");
            flush();
        }
        digest = connection.readBody(method);
        echo();
        flush();
        return true;
    }

    boolean all(String steps) throws IOException {
        for (var step : steps.split("\\.", -1)) {
            if (!step(step.charAt(0), step.length() > 1 ? Integer.parseInt(step.substring(1)) : 0)) {
                return false;
            }
        }
        flush();
        connection.readBody(method);
        return true;
    }

    private static boolean isSaid(char what) {
        return "bywpxrz".indexOf(what) < 0;
    }

    /** Whether something is said after the final answer and a pause: the next request may be under way by then. */
    static boolean isBelated(String steps) {
        return LATER.matcher(steps).find();
    }

    /** What is said without a pause goes out in one piece, or nobody could know that it does not belong to the next request. */
    private boolean step(char what, int number) throws IOException {
        if (!isSaid(what)) {
            flush();
        }
        switch (what) {
            case 'b' -> digest = connection.readBody(method);
            case 'y' -> connection.ignoreBody();
            case 'w' -> FuzzPause.of(number);
            case 'p' -> connection.playDead(number);
            case 'H' -> echo();
            case 'x' -> {
                return false;
            }
            case 'r' -> {
                connection.reset();
                return false;
            }
            case 'z' -> {
                connection.awaitEnd(SILENCE_MILLIS, answered);
                return false;
            }
            default -> send(what, number);
        }
        return true;
    }

    private void send(char what, int number) {
        answered |= what != 'i' && what != 'u';
        switch (what) {
            case 'i' -> line("HTTP/1.1 " + number + " Meanwhile", "link: </" + mark + ">\r\n");
            case 'u' -> line("HTTP/1.1 " + number + " Switching", "upgrade: fuzz\r\nconnection: upgrade\r\n");
            case 'a' -> answer(number, length(ANSWER), hasBody(number) ? ANSWER : 0);
            case 'A' -> answer(number, length(LARGE), hasBody(number) ? LARGE : 0);
            case 'f' -> answer(number, length(ANSWER), ANSWER);
            case 's' -> answer(number, length(ANSWER + 100), ANSWER);
            case 'l' -> answer(number, length(ANSWER - 50), ANSWER);
            case 'd' -> answer(number, length(ANSWER) + length(ANSWER - 50), ANSWER);
            case 'D' -> answer(number, length(ANSWER) + length(ANSWER), hasBody(number) ? ANSWER : 0);
            case 'n' -> answer(number, "content-length: -5\r\n", ANSWER);
            case 'N' -> answer(number, "content-length: 3,00\r\n", ANSWER);
            case 'j' -> answer(number, length(ANSWER) + "transfer-encoding: chunked\r\n", ANSWER);
            case 'v' -> answer(number, "connection: close\r\n", ANSWER);
            case 'V' -> answer(number, "", ANSWER);
            case 't' -> answer(number, length(ANSWER) + "x-control: a\u0001b\u0000c\r\n", ANSWER);
            case 'T' -> answer(number, length(ANSWER) + "x-folded: a\r\n b\r\n", ANSWER);
            case 'h' -> answer(number, length(ANSWER) + "x-huge: " + "h".repeat(HUGE_HEADERS) + "\r\n", ANSWER);
            case 'q' -> write("HTTP/9.9 " + number + " " + mark + "\r\ncontent-length: 0\r\n\r\n");
            case 'Q' -> write("GARBAGE " + mark + "\r\n\r\n");
            default -> chunked(what, number);
        }
    }

    private void chunked(char what, int number) {
        line("HTTP/1.1 " + number + " Chunked", "transfer-encoding: chunked\r\nset-cookie: mark=" + mark + "\r\n");
        var half = new String(FuzzMark.filler(mark, ANSWER), StandardCharsets.ISO_8859_1);
        var chunk = Integer.toHexString(ANSWER) + "\r\n" + half + "\r\n";
        switch (what) {
            case 'c' -> write(chunk + chunk + "0\r\n\r\n");
            case 'C' -> write(chunk + "0\r\nx-trailer: " + mark + "\r\n\r\n");
            case 'o' -> write(chunk);
            case 'k' -> write(chunk + "zz\r\n" + half);
            case 'm' -> write("5\r\n" + half + "\r\n0\r\n\r\n");
            case 'K' -> write("ffffffffffffffffff\r\n" + half);
            case 'e' -> write(chunk + "0\r\n\r\n" + half);
            default -> throw new IllegalStateException("no such step: " + what);
        }
    }

    private boolean hasBody(int status) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }

    private static String length(int size) {
        return "content-length: " + size + "\r\n";
    }

    private void answer(int status, String headers, int size) {
        var out = new ByteArrayOutputStream();
        var head = "HTTP/1.1 " + status + " Fuzz\r\nset-cookie: mark=" + mark + "\r\n" + headers + "\r\n";
        out.writeBytes(FuzzHonest.bytes(head));
        out.writeBytes(FuzzMark.filler(mark, size));
        pending.writeBytes(out.toByteArray());
    }

    /** The honest answer, with a length or in chunks by turns. */
    private void echo() {
        var size = Integer.parseInt(path.substring(path.indexOf("size=") + 5));
        var text =
                FuzzHonest.echo(method, path, connection.header("authorization"), connection.header("x-token"), digest);
        var headers = "x-echo: " + text + "\r\nx-place: " + connection.place() + "\r\n";
        var body = method.equals("HEAD") ? new byte[0] : FuzzMark.filler(mark, size);
        var chunked = mark.hashCode() % 2 == 0 && !method.equals("HEAD");
        var out = new ByteArrayOutputStream();
        out.writeBytes(FuzzHonest.bytes("HTTP/1.1 200 OK\r\n" + headers
                + (chunked ? "transfer-encoding: chunked\r\n" : length(size)) + "\r\n"));
        out.writeBytes(chunked ? new FuzzRequest("", "", List.of(), body, true).http1Body() : body);
        pending.writeBytes(out.toByteArray());
    }

    private void line(String status, String headers) {
        write(status + "\r\n" + headers + "\r\n");
    }

    private void write(String text) {
        pending.writeBytes(FuzzHonest.bytes(text));
    }

    private void flush() throws IOException {
        if (pending.size() > 0) {
            connection.write(pending.toByteArray());
            pending.reset();
        }
    }
}
