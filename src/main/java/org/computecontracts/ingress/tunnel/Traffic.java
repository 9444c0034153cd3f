package org.computecontracts.ingress.tunnel;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What has gone through one forward so far. */
public class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private volatile @Nullable Instant lastRequest;

    public void requested(Instant now) {
        requests.increment();
        lastRequest = now;
    }

    public void toWorkload(long bytes) {
        in.add(bytes);
    }

    public void fromWorkload(long bytes) {
        out.add(bytes);
    }

    public long requests() {
        return requests.sum();
    }

    public long bytesIn() {
        return in.sum();
    }

    public long bytesOut() {
        return out.sum();
    }

    public Optional<Instant> lastRequest() {
        return Optional.ofNullable(lastRequest);
    }
}
