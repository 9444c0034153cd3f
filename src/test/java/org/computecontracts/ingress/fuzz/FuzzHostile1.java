package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** A hostile visitor's HTTP/1.1: what is asked byte by byte where no client would. */
class FuzzHostile1 {
    private static final int EXTRA_MILLIS = 30;

    private final FuzzHttp1 connection;
    private final RandomGenerator random;
    private final String mark;
    private final FuzzAct act;

    FuzzHostile1(FuzzHttp1 connection, RandomGenerator random, String mark, FuzzAct act) {
        this.connection = connection;
        this.random = random;
        this.mark = mark;
        this.act = act;
    }

    void ask() throws IOException {
        var path = act.path(mark);
        var start = " " + path + " HTTP/1.1\r\nHost: " + connection.authority() + "\r\n";
        switch (act.manner()) {
            case HALF -> half(start);
            case SMUGGLE -> whole(smuggling(start));
            case CONTROL -> whole(control(start));
            case HUGE -> whole("GET" + start + "X-Huge: " + "h".repeat(100 + random.nextInt(70_000)) + "\r\n\r\n");
            case UPGRADE -> whole("GET" + start + upgrade() + "\r\n");
            case ABANDON -> abandon(start);
            default -> throw new IllegalStateException("not by hand: " + act.manner());
        }
    }

    private void whole(String text) throws IOException {
        connection.send(FuzzHonest.bytes(text));
    }

    private void half(String start) throws IOException {
        var all = "POST" + start
                + switch (random.nextInt(3)) {
                    case 0 -> "Content-Length: 1000\r\n\r\n" + mark.repeat(50);
                    case 1 -> "Transfer-Encoding: chunked\r\n\r\n200\r\n" + mark.repeat(30);
                    default -> "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n";
                };
        connection.send(FuzzHonest.bytes(all.substring(0, 1 + random.nextInt(all.length()))));
        FuzzPause.of(random.nextInt(60));
        leave();
    }

    private void abandon(String start) throws IOException {
        connection.send(FuzzHonest.bytes("GET" + start + "\r\n"));
        FuzzPause.of(random.nextInt(80));
        leave();
    }

    private void leave() throws IOException {
        if (random.nextBoolean()) {
            connection.reset();
        } else {
            connection.close();
        }
    }

    private String upgrade() {
        return random.nextInt(3) == 0
                ? "Connection: upgrade, http2-settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                : "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    private String smuggling(String start) {
        var hidden = "GET /smuggled/" + mark + " HTTP/1.1\r\nHost: x\r\nX-Swallowed: ";
        var size = "Content-Length: " + (5 + hidden.length()) + "\r\n";
        var te = "Transfer-Encoding: chunked\r\n";
        var whole = "\r\n0\r\n\r\n" + hidden;
        return "POST" + start
                + switch (random.nextInt(14)) {
                    case 0 -> size + te + whole;
                    case 1 -> te + size + whole;
                    case 2 ->
                        te + "Content-Length: 4\r\n\r\n" + Integer.toHexString(hidden.length()) + "\r\n" + hidden
                                + "\r\n0\r\n\r\n";
                    case 3 -> size + "Transfer-Encoding: xchunked\r\n" + whole;
                    case 4 -> size + "Transfer-Encoding : chunked\r\n" + whole;
                    case 5 -> size + "Transfer-Encoding:\u000bchunked\r\n" + whole;
                    case 6 -> size + "X: y\nTransfer-Encoding: chunked\r\n" + whole;
                    case 7 -> "Content-Length: 0\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden;
                    case 8 -> "Content-Length: +" + hidden.length() + "\r\n\r\n" + hidden;
                    case 9 -> "Content-Length: 0, " + hidden.length() + "\r\n\r\n" + hidden;
                    case 10 -> te + "Transfer-Encoding: identity\r\n" + size + whole;
                    case 11 -> "X: y\r\n Content-Length: 0\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden;
                    case 12 -> te + "\r\n0;\u0001\n\r\n\r\n0\r\n\r\n" + hidden;
                    default -> "Host: other\r\n" + size + whole;
                };
    }

    private String control(String start) {
        var odd = List.of(
                "X-Control: a\u0001b\r\n",
                "X-Control: a\u0000b\r\n",
                "X-Control: a\rb\r\n",
                "X Control: a\r\n",
                ": a\r\n",
                "X-Control\r\n",
                "X-Folded: a\r\n b\r\n",
                "Host: second\r\n",
                "X-Control: \u00ff\u007f\r\n");
        return "GET" + start + odd.get(random.nextInt(odd.size())) + "\r\n";
    }

    /** More than was asked for may come: nothing of it may be another's. */
    void listenOn() {
        try {
            connection.answer("GET", EXTRA_MILLIS);
        } catch (FuzzBroken expected) {
            connection.close();
        }
    }
}
