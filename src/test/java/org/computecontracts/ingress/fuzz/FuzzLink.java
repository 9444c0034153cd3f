package org.computecontracts.ingress.fuzz;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connection that a visitor, or several at once over HTTP/2, have at the moment, and now and then a new one. */
class FuzzLink {
    private static final int REMEMBERED = 10;

    private final FuzzDoor door;
    private final String host;
    private final boolean http2;
    private final int uses;
    private @Nullable Held held;

    /** @param uses exchanges after which a new connection is made */
    FuzzLink(FuzzDoor door, String host, boolean http2, int uses) {
        this.door = door;
        this.host = host;
        this.http2 = http2;
        this.uses = uses;
    }

    /** A connection and what has been done on it. */
    static class Held {
        final FuzzConnection connection;
        final Set<String> marks = ConcurrentHashMap.newKeySet();
        /**
         * What the origin says after an answer and a pause cannot be told from the answer to the next request: the same
         * visitor may get it, nobody else.
         */
        final Set<String> belated = ConcurrentHashMap.newKeySet();

        private final Deque<String> past = new ArrayDeque<>();
        private int uses;
        private int users;
        private boolean retired;

        Held(FuzzConnection connection) {
            this.connection = connection;
        }

        void remember(String event) {
            synchronized (past) {
                past.addLast(event);
                if (past.size() > REMEMBERED) {
                    past.removeFirst();
                }
            }
        }

        String history() {
            synchronized (past) {
                return "the visitor had " + String.join(" | ", past);
            }
        }
    }

    synchronized Held take() throws IOException {
        if (held == null || !held.connection.isOpen() || held.uses >= uses) {
            retire();
            held = new Held(http2 ? new FuzzHttp2(door, host) : new FuzzHttp1(door, host));
        }
        held.uses++;
        held.users++;
        return held;
    }

    synchronized void giveBack(Held used) {
        used.users--;
        if (used.retired && used.users == 0) {
            used.connection.close();
        }
    }

    synchronized void retire() {
        if (held != null) {
            held.retired = true;
            if (held.users == 0) {
                held.connection.close();
            }
            held = null;
        }
    }

    @Override
    public String toString() {
        return host + (http2 ? " over HTTP/2" : " over HTTP/1.1");
    }
}
