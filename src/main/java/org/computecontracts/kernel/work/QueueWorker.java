package org.computecontracts.kernel.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One node's hands at a queue: takes what is due as far as hands are free, and looks for the next with each that gets free.
 * What takes long stays in hand for as long as somebody says so, and what is in hand when a node goes is another's soon.
 */
public final class QueueWorker<W extends Claimed> {
    private static final Logger LOG = Logger.getLogger(QueueWorker.class.getName());

    /** Longer than some turns of the timer that says what is still in hand. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** How often that has to be said. */
    public static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

    private final String holder = UUID.randomUUID().toString();
    private final Map<String, W> inHand = new ConcurrentHashMap<>();
    private final int hands;
    private final InstantSource clock;
    private final Executor threads;
    private final Function<ClaimTurn, List<W>> claims;
    private final Renewal renewal;
    private final Consumer<W> work;

    /** Says that the holder still has these in hand. */
    public interface Renewal {
        void renew(String holder, Set<String> keys, Instant until);
    }

    /** @param work lets go of its claim when it is over; what throws is taken again when its lease has run out */
    public QueueWorker(
            int hands,
            InstantSource clock,
            Executor threads,
            Function<ClaimTurn, List<W>> claims,
            Renewal renewal,
            Consumer<W> work) {
        this.hands = hands;
        this.clock = clock;
        this.threads = threads;
        this.claims = claims;
        this.renewal = renewal;
        this.work = work;
    }

    public synchronized void work() {
        for (var due = claim(); !due.isEmpty(); due = claim()) {
            due.forEach(this::begin);
        }
    }

    private List<W> claim() {
        var held = inHand.values().stream().map(one -> one.claim().owner()).toList();
        if (held.size() >= hands) {
            return List.of();
        }
        var now = clock.instant();
        return claims.apply(new ClaimTurn(holder, now, now.plus(LEASE), hands - held.size(), held));
    }

    /** What is in hand still, though its lease had run out, goes on. */
    private void begin(W due) {
        var key = due.claim().key();
        if (inHand.putIfAbsent(key, due) != null) {
            return;
        }
        try {
            threads.execute(() -> handle(due));
        } catch (RuntimeException e) {
            inHand.remove(key);
            throw e;
        }
    }

    private void handle(W due) {
        try {
            work.accept(due);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "To be taken up again: " + due.claim().key(), e);
        } finally {
            inHand.remove(due.claim().key());
        }
        work();
    }

    /** Says that this node is there, and what it has in hand. */
    public void hold() {
        var keys = Set.copyOf(inHand.keySet());
        if (!keys.isEmpty()) {
            renewal.renew(holder, keys, clock.instant().plus(LEASE));
        }
    }
}
