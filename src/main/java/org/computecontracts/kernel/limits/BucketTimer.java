package org.computecontracts.kernel.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;

/** Forgets who may try as often again as somebody who never did. */
@ApplicationScoped
class BucketTimer {
    @Inject
    BucketStore buckets;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofMinutes(10), buckets::forgetOld);
    }
}
