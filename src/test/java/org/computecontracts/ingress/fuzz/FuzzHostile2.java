package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.computecontracts.ingress.fuzz.FuzzHead.Header;

/** A hostile visitor's HTTP/2: what is asked frame by frame where no client would. */
class FuzzHostile2 {
    private static final int MILLIS = 5_000;

    private final FuzzHttp2 connection;
    private final RandomGenerator random;
    private final String mark;
    private final FuzzAct act;

    FuzzHostile2(FuzzHttp2 connection, RandomGenerator random, String mark, FuzzAct act) {
        this.connection = connection;
        this.random = random;
        this.mark = mark;
        this.act = act;
    }

    FuzzStream ask() {
        return switch (act.manner()) {
            case HALF -> half();
            case SMUGGLE -> smuggle();
            case CONTROL -> get(control());
            case HUGE -> get(List.of(new Header("x-huge", "h".repeat(100 + random.nextInt(70_000)))));
            case UPGRADE -> upgrade();
            case ABANDON -> abandon();
            default -> throw new IllegalStateException("not by hand: " + act.manner());
        };
    }

    private List<Header> head(String method, String path) {
        return new ArrayList<>(List.of(
                new Header(":method", method),
                new Header(":scheme", "https"),
                new Header(":authority", connection.authority()),
                new Header(":path", path),
                new Header("x-mark", mark)));
    }

    private FuzzStream get(List<Header> more) {
        var headers = head("GET", act.path(mark));
        headers.addAll(more);
        return connection.open(FuzzFrame.block(headers), true);
    }

    private FuzzStream half() {
        var stream = connection.open(FuzzFrame.block(head("POST", act.path(mark))), false);
        connection.send(stream, FuzzMark.filler(mark, random.nextInt(50_000)), false, MILLIS);
        FuzzPause.of(random.nextInt(60));
        leave(stream);
        return stream;
    }

    private FuzzStream abandon() {
        var stream = get(List.of());
        FuzzPause.of(random.nextInt(80));
        leave(stream);
        return stream;
    }

    /** Its connection may have gone before, since others use it too. */
    void leave(FuzzStream stream) {
        try {
            switch (random.nextInt(6)) {
                case 0 -> connection.close();
                case 1 -> connection.reset();
                default -> connection.reset(stream);
            }
            stream.broken(FuzzBroken.How.RESET, "by the visitor");
        } catch (IOException e) {
            stream.broken(FuzzBroken.How.CLOSED, String.valueOf(e.getMessage()));
        }
    }

    private FuzzStream upgrade() {
        if (random.nextBoolean()) {
            return get(List.of(new Header("connection", "upgrade"), new Header("upgrade", "websocket")));
        }
        var headers = head("CONNECT", act.path(mark));
        headers.add(4, new Header(":protocol", "websocket"));
        return connection.open(FuzzFrame.block(headers), true);
    }

    private List<Header> control() {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(new Header("x-control", "a\u0001b"));
            case 1 -> List.of(new Header("x-control", "a\r\nx-other: b"));
            case 2 -> List.of(new Header("x-control", "a\u0000b"));
            case 3 -> List.of(new Header("x control", "a"));
            case 4 -> List.of(new Header("X-Control", "a"));
            case 5 -> List.of(new Header("x:control\r\ny", "a"));
            case 6 -> List.of(new Header("host", "other"));
            default -> List.of(new Header("x-control", "\u00ff\u007f"));
        };
    }

    private FuzzStream smuggle() {
        var hidden = "GET /smuggled/" + mark + " HTTP/1.1\r\nHost: x\r\nX-Swallowed: ";
        var headers = head("POST", act.path(mark));
        var body = FuzzHonest.bytes(hidden);
        switch (random.nextInt(8)) {
            case 0 -> headers.add(new Header("content-length", "0"));
            case 1 -> headers.add(new Header("content-length", "" + (body.length + 100)));
            case 2 -> {
                headers.add(new Header("transfer-encoding", "chunked"));
                body = FuzzHonest.bytes("0\r\n\r\n" + hidden);
            }
            case 3 -> headers.add(new Header("x-inject", "a\r\n\r\n" + hidden));
            case 4 -> headers.set(0, new Header(":method", hidden + "\r\n\r\nPOST"));
            case 5 -> headers.set(3, new Header(":path", act.path(mark) + " HTTP/1.1\r\nHost: x\r\n\r\n" + hidden));
            case 6 -> headers.set(2, new Header(":authority", connection.authority() + "\r\nX: y\r\n\r\n" + hidden));
            default ->
                headers.addAll(
                        List.of(new Header("content-length", "0"), new Header("content-length", "" + body.length)));
        }
        var stream = connection.open(FuzzFrame.block(headers), false);
        connection.send(stream, body, true, MILLIS);
        return stream;
    }
}
