package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.computecontracts.atproto.repo.RepoEvent.Numbered;
import org.computecontracts.network.NetworkSettings;

/**
 * Asks strangers about the events of a stream, and does not let them hold it up: as long as answers come they are waited
 * for; after a silence the stream goes on without them, and for a while asks nobody.
 */
@ApplicationScoped
public class BoundedLookups {
    /** At once for each stream; one that asks somebody silent is held until that has timed out. */
    private static final int HANDS = 8;

    private static final int ALL_HANDS = 64;

    /** With a silence of two seconds, a silent server costs a stream a sixth of its time. */
    private static final Duration REST = Duration.ofSeconds(10);

    @Inject
    Workers workers;

    @Inject
    NetworkSettings settings;

    private final Semaphore hands = new Semaphore(ALL_HANDS);
    private final Map<URI, Stream> streams = new ConcurrentHashMap<>();

    private static final class Stream {
        private final Semaphore hands = new Semaphore(HANDS);
        private volatile long restsUntil = System.nanoTime();

        private boolean isResting() {
            return System.nanoTime() - restsUntil < 0;
        }

        private void rest() {
            restsUntil = System.nanoTime() + REST.toNanos();
        }
    }

    /** The answers in the order of the events, as far as they came in time. */
    List<Optional<Proven>> ask(URI host, List<Numbered> events, Function<Numbered, Proven> witness) {
        var round = new QuestionRound(events, witness, settings.lookupSilence());
        var stream = streams.computeIfAbsent(host, url -> new Stream());
        if (!events.isEmpty() && !stream.isResting()) {
            for (var hand = Math.min(HANDS, round.accounts()); hand > 0 && begin(stream, round); hand--) {}
            if (!round.isAnswered()) {
                stream.rest();
            }
        }
        return round.answers();
    }

    private boolean begin(Stream stream, QuestionRound round) {
        if (!hands.tryAcquire()) {
            return false;
        }
        if (!stream.hands.tryAcquire()) {
            hands.release();
            return false;
        }
        workers.patient().execute(() -> {
            try {
                round.work();
            } finally {
                stream.hands.release();
                hands.release();
            }
        });
        return true;
    }
}
