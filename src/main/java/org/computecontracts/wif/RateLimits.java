package org.computecontracts.wif;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.computecontracts.kernel.limits.BucketStore;
import org.computecontracts.kernel.limits.Quota;

/** How often a workload asks within a minute, whichever nodes it asks. */
@ApplicationScoped
public class RateLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Inject
    WifSettings settings;

    @Inject
    BucketStore buckets;

    public boolean allow(String who) {
        return settings.perMinute() > 0
                && buckets.take("workload " + who, new Quota(settings.perMinute(), WINDOW))
                        .granted();
    }
}
