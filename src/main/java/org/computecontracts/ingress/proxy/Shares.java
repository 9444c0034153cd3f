package org.computecontracts.ingress.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of each origin is in use, and by whom: nobody can use it up alone. Requests and what lasts, event streams and
 * pipes, are counted apart, so that many of these leave room for the others. Counted by each node, through which alone a
 * tunnel of its own is reached.
 */
class Shares {
    private final ProxySettings settings;
    private final Map<Origin, Use> uses = new HashMap<>();

    private static class Use {
        private final Count requests = new Count();
        private final Count streams = new Count();

        boolean isOver() {
            return requests.all == 0 && streams.all == 0;
        }
    }

    private static class Count {
        private final Map<String, Integer> byVisitor = new HashMap<>();
        private int all;

        boolean take(String visitor, int most, int mostOfOne) {
            if (all >= most || byVisitor.getOrDefault(visitor, 0) >= mostOfOne) {
                return false;
            }
            all++;
            byVisitor.merge(visitor, 1, Integer::sum);
            return true;
        }

        void giveBack(String visitor) {
            all--;
            byVisitor.computeIfPresent(visitor, (name, count) -> count == 1 ? null : count - 1);
        }
    }

    Shares(ProxySettings settings) {
        this.settings = settings;
    }

    /** Room for one request; empty when there is none. */
    synchronized Optional<Share> take(Origin origin, String visitor) {
        var use = uses.computeIfAbsent(origin, key -> new Use());
        if (use.requests.take(visitor, settings.requests(), settings.requestsOfOne())) {
            return Optional.of(new Share(origin, visitor, use));
        }
        if (use.isOver()) {
            uses.remove(origin);
        }
        return Optional.empty();
    }

    synchronized int underWay(Origin origin) {
        var use = uses.get(origin);
        return use == null ? 0 : use.requests.all + use.streams.all;
    }

    /** What one exchange holds, until it is given back. */
    class Share {
        private final Origin origin;
        private final String visitor;
        private final Use use;
        private Count held;

        private boolean isHeld = true;

        private Share(Origin origin, String visitor, Use use) {
            this.origin = origin;
            this.visitor = visitor;
            this.use = use;
            this.held = use.requests;
        }

        /** Counted as what lasts from now on; false, and as before, when there is no room. */
        boolean lasts() {
            synchronized (Shares.this) {
                if (held == use.streams) {
                    return true;
                }
                if (!use.streams.take(visitor, settings.streams(), settings.streamsOfOne())) {
                    return false;
                }
                held.giveBack(visitor);
                held = use.streams;
                return true;
            }
        }

        void giveBack() {
            synchronized (Shares.this) {
                if (isHeld) {
                    isHeld = false;
                    held.giveBack(visitor);
                    if (use.isOver()) {
                        uses.remove(origin);
                    }
                }
            }
        }
    }
}
