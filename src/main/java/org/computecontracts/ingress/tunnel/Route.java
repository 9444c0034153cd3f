package org.computecontracts.ingress.tunnel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/**
 * A label, whose it is, and the connections behind it. The newest connection serves: after a broken network the client is
 * back long before its old connection is known to be dead. When the newest ends, the one before it serves again.
 */
public class Route {
    private final String label;
    private final Did did;
    private final String service;
    private final List<Forward> forwards = new CopyOnWriteArrayList<>();
    private @Nullable Instant emptySince;
    private boolean awaited;

    Route(String label, Did did, String service) {
        this.label = label;
        this.did = did;
        this.service = service;
    }

    boolean belongsTo(Did account, String name) {
        return did.equals(account) && service.equalsIgnoreCase(name);
    }

    boolean isFree(Instant heldSince) {
        return emptySince != null && emptySince.isBefore(heldSince);
    }

    void add(Forward forward) {
        forwards.add(0, forward);
        emptySince = null;
    }

    /** Whether it was there. */
    boolean remove(Forward forward, Instant now) {
        var removed = forwards.remove(forward);
        if (removed && forwards.isEmpty()) {
            emptySince = now;
            awaited = true;
        }
        return removed;
    }

    /** Nobody means to come back. */
    void giveUp() {
        awaited = false;
    }

    /** Whether its last connection was lost, and may be back any moment. */
    boolean isAwaited() {
        return awaited && !isLive();
    }

    public Optional<Forward> serving() {
        return forwards.stream().findFirst();
    }

    public List<Forward> forwards() {
        return List.copyOf(forwards);
    }

    boolean isLive() {
        return !forwards.isEmpty();
    }

    public String label() {
        return label;
    }

    public Did did() {
        return did;
    }

    public String service() {
        return service;
    }
}
