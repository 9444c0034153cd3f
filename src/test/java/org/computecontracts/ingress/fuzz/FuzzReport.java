package org.computecontracts.ingress.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What has been tried and what has gone wrong. */
class FuzzReport {
    private static final int SHOWN = 3;

    private final int most;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger honest = new AtomicInteger();
    private volatile int limit;

    /** @param most failures after which nothing more is tried */
    FuzzReport(int most) {
        this.most = most;
    }

    void goOnTo(int exchanges) {
        limit = exchanges;
    }

    /** Whether one more exchange is wanted. */
    boolean begins() {
        return !isEnough() && begun.getAndUpdate(count -> Math.min(count + 1, limit)) < limit;
    }

    boolean isGoingOn() {
        return !isEnough() && begun.get() < limit;
    }

    /** Honest ones are quick, and must leave the others their share. */
    boolean isHonestsTurn() {
        return honest.get() <= begun.get() / 2;
    }

    void honest() {
        honest.incrementAndGet();
    }

    boolean isEnough() {
        return count() >= most;
    }

    int begun() {
        return begun.get();
    }

    void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    synchronized void failed(String kind, String mark, String why, String history) {
        if (kinds.merge(kind, 1, Integer::sum) <= SHOWN) {
            var text = "%s %s: %s%n        %s".formatted(kind, mark, why, history);
            failures.add(text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?"));
        }
    }

    synchronized int count() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The first few of each kind. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized String figures() {
        return "by trick " + counts + ", failures " + kinds;
    }
}
