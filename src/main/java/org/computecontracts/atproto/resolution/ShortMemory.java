package org.computecontracts.atproto.resolution;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.Caches;
import org.jspecify.annotations.Nullable;

/** Remembers answers of the network for a while, also that there is none; forgets the oldest when there are too many. */
public class ShortMemory<K, V> {
    private static final int MAX_ENTRIES = 10_000;

    /** Who could not be reached is asked again soon: that says nothing about what there is. */
    private static final Duration OUTAGE_LIFE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Duration life;
    private final Duration absenceLife;
    private final Cache<K, Answer<V>> answers;

    /** What was asked before something was forgotten may be answered by what it was forgotten for. */
    private final AtomicLong forgotten = new AtomicLong();

    private record Answer<V>(@Nullable V value, @Nullable ProblemException refusal, Instant at) {}

    public ShortMemory(Clock clock, Duration life, Duration absenceLife) {
        this.clock = clock;
        this.life = life;
        this.absenceLife = absenceLife;
        this.answers = Caches.caffeine(() -> clock)
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(life.compareTo(absenceLife) < 0 ? absenceLife : life)
                .build();
    }

    /** The remembered answer, or the one that is asked for now. Nothing is locked while asking. */
    public V get(K key, Supplier<V> ask) {
        return recall(key, life, absenceLife, ask);
    }

    /** An answer no older than the given age. */
    V fresh(K key, Duration age, Supplier<V> ask) {
        return recall(key, age, age, ask);
    }

    private V recall(K key, Duration valueAge, Duration refusalAge, Supplier<V> ask) {
        var now = clock.instant();
        var known = answers.getIfPresent(key);
        if (known != null && known.value() != null && now.isBefore(known.at().plus(valueAge))) {
            return known.value();
        }
        if (known != null
                && known.refusal() != null
                && now.isBefore(known.at().plus(age(known.refusal(), refusalAge)))) {
            throw again(known.refusal());
        }
        return ask(key, ask, now);
    }

    private static Duration age(ProblemException refusal, Duration absence) {
        return refusal.isOutage() && absence.compareTo(OUTAGE_LIFE) > 0 ? OUTAGE_LIFE : absence;
    }

    private V ask(K key, Supplier<V> ask, Instant now) {
        var begun = forgotten.get();
        try {
            var value = ask.get();
            remember(key, new Answer<>(value, null, now), begun);
            return value;
        } catch (ProblemException e) {
            remember(key, new Answer<>(null, e, now), begun);
            throw e;
        }
    }

    /** A refusal of one's own: two callers must not share one exception. */
    private static ProblemException again(ProblemException refusal) {
        return refusal.type().because("%s", refusal.detail()).causedBy(refusal);
    }

    private void remember(K key, Answer<V> answer, long begun) {
        answers.asMap().compute(key, (same, before) -> begun == forgotten.get() ? answer : null);
    }

    /** Counted first: an answer that is kept after that is removed here. */
    void forget(K key) {
        forgotten.incrementAndGet();
        answers.invalidate(key);
    }

    /** Forgets another value than this, or that there is none. */
    void forgetUnless(K key, V value) {
        var known = answers.getIfPresent(key);
        if (known != null && !value.equals(known.value())) {
            forget(key);
        }
    }
}
