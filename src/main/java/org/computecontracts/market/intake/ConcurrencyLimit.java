package org.computecontracts.market.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Did;

/** Who is being served: so many authors at once, and of each only a few records, so that a slow one never holds all hands. */
public final class ConcurrencyLimit {
    private final int all;
    private final int ofOne;
    private final Map<Did, Integer> held = new HashMap<>();

    ConcurrencyLimit(int all, int ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    public synchronized int free() {
        return all - held.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** False when none is free for this author. */
    public synchronized boolean take(Did author) {
        if (free() <= 0 || held.getOrDefault(author, 0) >= ofOne) {
            return false;
        }
        held.merge(author, 1, Integer::sum);
        return true;
    }

    public synchronized void give(Did author) {
        held.computeIfPresent(author, (did, count) -> count > 1 ? count - 1 : null);
    }

    /** Those who hold as many as one may. */
    synchronized List<Did> full() {
        return held.entrySet().stream()
                .filter(entry -> entry.getValue() >= ofOne)
                .map(Map.Entry::getKey)
                .toList();
    }
}
