package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.DigestOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection from the front, seen from the origin, which looks closely at what comes: it is the front's doing. */
class FuzzOriginConnection implements Runnable {
    private static final int IDLE_MILLIS = 120_000;
    private static final int REMEMBERED = 12;

    private final FuzzOrigin origin;
    private final int number;
    private final Socket socket;
    private final FuzzWire wire;
    private final Deque<String> past = new ArrayDeque<>();
    private FuzzHead head = new FuzzHead("", java.util.List.of());
    private String mark = "";
    private boolean bodyRead;
    private boolean naive;
    /** An answer of this connection may have gone to a later request than its own, and so on from there. */
    private boolean belated;

    FuzzOriginConnection(FuzzOrigin origin, int number, Socket socket) throws IOException {
        this.origin = origin;
        this.number = number;
        this.socket = socket;
        this.wire = new FuzzWire(socket, false);
        socket.setTcpNoDelay(true);
    }

    @Override
    public void run() {
        try (socket) {
            var on = true;
            while (on) {
                wire.within(IDLE_MILLIS);
                on = serve();
            }
        } catch (ProtocolException e) {
            complain("garbage", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            remember("(" + e.getMessage() + ")");
        } finally {
            origin.gone(this);
        }
    }

    private boolean serve() throws IOException {
        var next = FuzzHead.read(wire);
        if (next == null) {
            return false;
        }
        head = next;
        bodyRead = false;
        remember(head.start());
        var parts = head.start().split(" ", -1);
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1")) {
            throw new ProtocolException("not a request line: " + head.start());
        }
        return dispatch(parts[0], parts[1]);
    }

    private boolean dispatch(String method, String path) throws IOException {
        var segments = path.split("[/?]", -1);
        var kind = segments.length > 1 ? segments[1] : "";
        mark = segments.length > 2 ? segments[2] : "";
        var others = FuzzMark.foreign(head.toString(), Set.of(mark));
        if (kind.equals("smuggled")) {
            complain("smuggled", "a request that was a visitor's body has arrived, with marks of " + others);
        } else if (!others.isEmpty()) {
            complain("foreign", "a request with marks of " + others);
        }
        belated |= segments.length > 3 && FuzzPlay.isBelated(segments[3]);
        var play = new FuzzPlay(this, method, path, mark);
        return switch (kind) {
            case "honest" -> play.honest();
            case "mild", "hostile" -> play.all(segments.length > 3 ? segments[3] : "a200");
            default -> play.all("b.a404");
        };
    }

    String header(String name) {
        return head.first(name).orElse("");
    }

    String place() {
        return origin.name + "/" + number;
    }

    /** Once; TRACE has none (RFC 9110 section 9.3.8). Answers its digest. */
    String readBody(String method) throws IOException {
        if (bodyRead || method.equals("TRACE")) {
            return FuzzHonest.NO_DIGEST;
        }
        bodyRead = true;
        var digest = FuzzHonest.sha256();
        head.copyBody(wire, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** As a server that knows no bodies here: what follows is its own fault. */
    void ignoreBody() {
        bodyRead = true;
        naive = true;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads nothing and says nothing. */
    void playDead(long millis) throws IOException {
        var end = System.currentTimeMillis() + millis;
        while (System.currentTimeMillis() < end && !origin.isResting()) {
            FuzzPause.of(20);
        }
    }

    /** Never answers: the front must let go when its visitor has gone. */
    void awaitEnd(long millis, boolean wasAnswered) throws IOException {
        wire.within(millis);
        try {
            if (!bodyRead && (head.isChunked() || head.length() > 0)) {
                bodyRead = true;
                head.copyBody(wire, OutputStream.nullOutputStream());
            }
            var next = FuzzHead.read(wire);
            if (next != null && !wasAnswered && !belated) {
                complain("overtaken", "a further request where the answer to the last is still owed: " + next.start());
            }
        } catch (SocketTimeoutException e) {
            complain("kept", "the visitor has gone long ago, and the connection is still there");
        }
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void complain(String what, String why) {
        if (!naive) {
            origin.report.failed("origin-" + what, mark, place() + ": " + why, history());
        }
    }

    void remember(String event) {
        synchronized (past) {
            past.addLast(event.length() > 200 ? event.substring(0, 200) + "…" : event);
            if (past.size() > REMEMBERED) {
                past.removeFirst();
            }
        }
    }

    String history() {
        synchronized (past) {
            return place() + " had " + String.join(" | ", past);
        }
    }

    @Nullable
    FuzzOrigin origin() {
        return origin;
    }
}
