package org.computecontracts.pds.firehose;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.computecontracts.pds.PdsSettings;
import org.jspecify.annotations.Nullable;

/** The stream of everything that happens in the repositories here (AT Protocol, Sync, subscribeRepos). */
@ApplicationScoped
public class Firehose {
    private static final int LONGEST_CURSOR = 100;

    /** A slow reader holds its thread for long: none of the executor that everything else runs on. */
    @Resource
    ManagedThreadFactory threads;

    @Inject
    EventStore events;

    @Inject
    PdsSettings settings;

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService executor;

    @PreDestroy
    synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    /** A number of any size: what a long cannot hold lies in the future as well. NumberFormatException. */
    public static long cursor(String text) {
        if (text.length() > LONGEST_CURSOR) {
            throw new NumberFormatException("Too long for a cursor");
        }
        var number = new BigInteger(text);
        if (number.signum() < 0) {
            throw new NumberFormatException("Below zero: " + text);
        }
        return number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /**
     * Starts to send what follows the cursor; without one, what happens from now on. Empty when the sink was told why not and
     * closed.
     */
    public Optional<Subscription> subscribe(FrameSink sink, String address, Optional<Long> cursor) throws IOException {
        long from = cursor.orElseGet(events::now);
        if (subscriptions.size() >= settings.maxSubscribers()) {
            return refused(sink, "TooManySubscribers", "No more than " + settings.maxSubscribers() + " at a time");
        }
        if (subscriptions.stream().filter(one -> one.isOf(address)).count() >= settings.maxSubscribersPerAddress()) {
            return refused(
                    sink,
                    "TooManySubscribers",
                    "No more than " + settings.maxSubscribersPerAddress() + " at a time from one address");
        }
        if (cursor.isPresent() && from > events.last()) {
            return refused(sink, "FutureCursor", "Cursor in the future.");
        }
        var oldest = events.oldest();
        if (from < oldest - 1) {
            sink.send(Frame.outdatedCursor());
            from = oldest - 1;
        }
        var subscription = new Subscription(sink, address, events, executor(), from);
        subscriptions.add(subscription);
        subscription.wake();
        return Optional.of(subscription);
    }

    private static Optional<Subscription> refused(FrameSink sink, String error, String message) throws IOException {
        sink.send(Frame.error(error, message));
        sink.close(error);
        return Optional.empty();
    }

    public synchronized Executor executor() {
        if (executor == null) {
            executor = Executors.newCachedThreadPool(threads);
        }
        return executor;
    }

    public void unsubscribe(Subscription subscription) {
        subscription.close();
        subscriptions.remove(subscription);
    }

    /** Also finds what other nodes have written. */
    public void wakeAll() {
        subscriptions.removeIf(subscription -> !subscription.isOpen());
        subscriptions.forEach(Subscription::wake);
    }

    public void pingAll() {
        subscriptions.forEach(Subscription::ping);
    }
}
