package org.computecontracts.ingress;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What has gone through one forward so far. */
class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private volatile @Nullable Instant lastRequest;

    void requested(Instant now) {
        requests.increment();
        lastRequest = now;
    }

    void toWorkload(long bytes) {
        in.add(bytes);
    }

    void fromWorkload(long bytes) {
        out.add(bytes);
    }

    long requests() {
        return requests.sum();
    }

    long bytesIn() {
        return in.sum();
    }

    long bytesOut() {
        return out.sum();
    }

    Optional<Instant> lastRequest() {
        return Optional.ofNullable(lastRequest);
    }
}
