package org.computecontracts.pds.firehose;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One reader of the firehose and how far it is. What it has not got yet waits in the database, so a slow reader costs no
 * memory; one that takes nothing at all is let go.
 */
public final class Subscription {
    private static final Logger LOG = Logger.getLogger(Subscription.class.getName());
    private static final int BATCH = 50;

    private final FrameSink sink;
    private final String address;
    private final EventStore events;
    private final Executor executor;
    private final AtomicInteger wakes = new AtomicInteger();
    private long cursor;
    private long missedAfter = -1;
    private long begunByThen;
    private volatile boolean open = true;

    Subscription(FrameSink sink, String address, EventStore events, Executor executor, long cursor) {
        this.sink = sink;
        this.address = address;
        this.events = events;
        this.executor = executor;
        this.cursor = cursor;
    }

    /** Sends what there is, in order; one thread at a time, however often it is called. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen;
        do {
            seen = wakes.get();
            sendAll();
        } while (wakes.addAndGet(-seen) > 0);
    }

    private void sendAll() {
        try {
            while (open) {
                var next = events.after(cursor, BATCH);
                if (next.isEmpty()) {
                    return;
                }
                if (isBehind(next.getFirst().seq())) {
                    sink.send(Frame.error("ConsumerTooSlow", "Events were forgotten before they could be sent"));
                    drop();
                    return;
                }
                if (!sendAll(next)) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "A reader of the firehose is gone", e);
            drop();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A reader of the firehose stops", e);
            drop();
        }
    }

    /** False at a number whose transaction may still bring it: its commit, or the timer, wakes us again. */
    private boolean sendAll(List<EventStore.Numbered> next) throws IOException {
        for (var event : next) {
            if (event.seq() > cursor + 1 && mayStillCome(event)) {
                return false;
            }
            sink.send(event.frame());
            cursor = event.seq();
        }
        return true;
    }

    /** Who had the missing number had begun when it was first missed: once all who had are over, it will not come. */
    private boolean mayStillCome(EventStore.Numbered next) {
        if (missedAfter != cursor) {
            missedAfter = cursor;
            begunByThen = next.newest();
        }
        return next.oldestRunning() < begunByThen;
    }

    /** A missing number may be that of an account since deleted; only what has grown too old is a hole. */
    private boolean isBehind(long next) {
        return next > cursor + 1 && events.oldest() > cursor + 1;
    }

    void ping() {
        try {
            sink.ping();
        } catch (IOException e) {
            LOG.log(Level.FINE, "A reader of the firehose is gone", e);
            drop();
        }
    }

    private void drop() {
        close();
        sink.close("ConsumerTooSlow");
    }

    void close() {
        open = false;
    }

    boolean isOf(String someone) {
        return address.equals(someone);
    }

    boolean isOpen() {
        return open;
    }
}
