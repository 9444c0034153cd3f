package org.computecontracts.kernel.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.Instant;

/**
 * So many attempts within a window of time. Windows follow each other from a caller's first attempt on; at the end of each all
 * attempts come back together.
 *
 * @param most 0 for no limit
 */
public record Quota(int most, Duration window) {
    boolean isNone() {
        return most <= 0;
    }

    BucketConfiguration configuration() {
        return BucketConfiguration.builder().addLimit(bandwidth()).build();
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder().capacity(most).refillIntervally(most, window).build();
    }

    Attempt attempt(ConsumptionProbe probe, Instant now) {
        return new Attempt(
                this,
                probe.isConsumed(),
                (int) probe.getRemainingTokens(),
                now.plusNanos(probe.getNanosToWaitForReset()));
    }

    Attempt unlimited(Instant now) {
        return new Attempt(this, true, Integer.MAX_VALUE, now);
    }
}
