package org.computecontracts.atproto.xrpc;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.http.ClientAddress;
import org.computecontracts.kernel.limits.LocalLimit;
import org.computecontracts.kernel.limits.Quota;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many XRPC calls one address may make of this node, by the reference implementation's number; we ourselves any. Each node
 * counts for itself, on purpose: it is the node that is kept from being flooded, and a call may cost less than counting it
 * elsewhere.
 */
@Dependent
class CallLimit {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** XRPC calls of one address within five minutes; 0 for any, where something before us counts. */
    @Inject
    @ConfigProperty(name = "cc.atproto.calls-per-address", defaultValue = "3000")
    int most;

    @Inject
    Clock clock = Clock.systemUTC();

    private volatile LocalLimit calls = limit();

    @PostConstruct
    void start() {
        calls = limit();
    }

    private LocalLimit limit() {
        return new LocalLimit(new Quota(most, WINDOW), () -> clock);
    }

    /** RateLimitExceeded when it is one too many. */
    void admit(String address) {
        if (ClientAddress.isOurselves(address)) {
            return;
        }
        var attempt = calls.take(address);
        if (!attempt.granted()) {
            throw Allowance.of(attempt).exceeded();
        }
    }
}
