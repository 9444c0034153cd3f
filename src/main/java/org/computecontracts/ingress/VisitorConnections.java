package org.computecontracts.ingress;

import io.vertx.core.http.HttpConnection;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections on which no request is under way for too long. A plain idle timeout would do that to quiet WebSockets
 * and event streams as well, which may be silent for hours.
 */
class VisitorConnections {
    private static final int MOST = 10_000;

    private final Map<HttpConnection, Use> uses = new ConcurrentHashMap<>();

    private static class Use {
        private final AtomicInteger underWay = new AtomicInteger();
        private volatile Instant since;

        Use(Instant now) {
            since = now;
        }
    }

    void opened(HttpConnection connection, Instant now) {
        uses.put(connection, new Use(now));
        connection.closeHandler(closed -> uses.remove(connection));
        // A visitor who hangs up is nothing to log
        connection.exceptionHandler(broken -> {});
        if (uses.size() > MOST) {
            connection.close();
        }
    }

    /** A WebSocket begins and never ends: the connection is its own from then on. */
    void begins(HttpConnection connection) {
        var use = uses.get(connection);
        if (use != null) {
            use.underWay.incrementAndGet();
        }
    }

    void ends(HttpConnection connection, Instant now) {
        var use = uses.get(connection);
        if (use != null) {
            use.underWay.decrementAndGet();
            use.since = now;
        }
    }

    void closeIdleSince(Instant moment) {
        uses.forEach((connection, use) -> {
            if (use.underWay.get() == 0 && use.since.isBefore(moment)) {
                connection.close();
            }
        });
    }
}
