package org.computecontracts.atproto;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.ClientAddress;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many XRPC calls one address may make of this node, by the reference implementation's number; we ourselves any. */
@Dependent
class CallLimit {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** XRPC calls of one address within five minutes; 0 for any, where something before us counts. */
    @Inject
    @ConfigProperty(name = "cc.atproto.calls-per-address", defaultValue = "3000")
    int most;

    @Inject
    Clock clock = Clock.systemUTC();

    private volatile RateLimit calls = new RateLimit(0, WINDOW);

    @PostConstruct
    void start() {
        calls = new RateLimit(most, WINDOW);
    }

    /** RateLimitExceeded when it is one too many. */
    void admit(String address) {
        if (most > 0 && !ClientAddress.isOurselves(address)) {
            calls.attempt(address, clock.instant());
        }
    }
}
