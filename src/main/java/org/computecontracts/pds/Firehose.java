package org.computecontracts.pds;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The stream of everything that happens in the repositories here (AT Protocol, Sync, subscribeRepos). */
@ApplicationScoped
public class Firehose {
    @Resource
    ManagedExecutorService managedExecutor;

    @Inject
    EventStore events;

    @Inject
    PdsSettings settings;

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    /**
     * Starts to send what follows the cursor; without one, what happens from now on. Empty when the sink was told why not and
     * closed.
     */
    public Optional<Subscription> subscribe(FrameSink sink, Optional<Long> cursor) throws IOException {
        var last = events.last();
        long from = cursor.orElseGet(events::now);
        if (subscriptions.size() >= settings.maxSubscribers()) {
            return refused(sink, "TooManySubscribers", "No more than " + settings.maxSubscribers() + " at a time");
        }
        if (from > last) {
            return refused(sink, "FutureCursor", "Cursor in the future.");
        }
        var oldest = events.oldest();
        if (from < oldest - 1) {
            sink.send(Frame.outdatedCursor());
            from = oldest - 1;
        }
        var subscription = new Subscription(sink, events, executor(), from);
        subscriptions.add(subscription);
        subscription.wake();
        return Optional.of(subscription);
    }

    private static Optional<Subscription> refused(FrameSink sink, String error, String message) throws IOException {
        sink.send(Frame.error(error, message));
        sink.close(error);
        return Optional.empty();
    }

    Executor executor() {
        return managedExecutor;
    }

    public void unsubscribe(Subscription subscription) {
        subscription.close();
        subscriptions.remove(subscription);
    }

    /** Also finds what other nodes have written. */
    void wakeAll() {
        subscriptions.removeIf(subscription -> !subscription.isOpen());
        subscriptions.forEach(Subscription::wake);
    }

    void pingAll() {
        subscriptions.forEach(Subscription::ping);
    }
}
