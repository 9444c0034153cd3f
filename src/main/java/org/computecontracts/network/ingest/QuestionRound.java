package org.computecontracts.network.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.RepoEvent.Numbered;

/** What is asked about the events of one batch: by account, so that one that is silent holds one hand, and keeps its order. */
final class QuestionRound {
    /** So many silences, when answers come one by one. */
    private static final int LONGEST = 5;

    private final List<Numbered> events;
    private final Function<Numbered, Proven> witness;
    private final Queue<List<Integer>> accounts;
    private final List<Optional<Proven>> answers;
    private final long silence;
    private int open;
    private long lastAnswer = System.nanoTime();
    private boolean isOver;

    QuestionRound(List<Numbered> events, Function<Numbered, Proven> witness, Duration silence) {
        this.silence = silence.toNanos();
        this.events = events;
        this.witness = witness;
        this.open = events.size();
        var byAccount = new LinkedHashMap<Did, List<Integer>>();
        for (var i = 0; i < events.size(); i++) {
            byAccount
                    .computeIfAbsent(events.get(i).did(), did -> new ArrayList<>())
                    .add(i);
        }
        accounts = new ConcurrentLinkedQueue<>(byAccount.values());
        answers = new ArrayList<>(
                events.stream().map(event -> Optional.<Proven>empty()).toList());
    }

    int accounts() {
        return accounts.size();
    }

    /** What one hand does: one account after the other. */
    void work() {
        for (var account = accounts.poll(); account != null; account = accounts.poll()) {
            for (var event : account) {
                if (isOver()) {
                    return;
                }
                answered(event, witness.apply(events.get(event)));
            }
        }
    }

    private synchronized boolean isOver() {
        return isOver;
    }

    private synchronized void answered(int event, Proven answer) {
        if (!isOver) {
            answers.set(event, Optional.of(answer));
            lastAnswer = System.nanoTime();
            open--;
            notifyAll();
        }
    }

    /** Waits for as long as that is worth it; what comes later is dropped. Whether all were answered. */
    synchronized boolean isAnswered() {
        var end = System.nanoTime() + LONGEST * silence;
        try {
            for (var left = left(end); open > 0 && left > 0; left = left(end)) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isOver = true;
        return open == 0;
    }

    private long left(long end) {
        var now = System.nanoTime();
        return Math.min(end - now, lastAnswer + silence - now);
    }

    synchronized List<Optional<Proven>> answers() {
        return List.copyOf(answers);
    }
}
