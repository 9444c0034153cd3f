package org.computecontracts.ingress;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.time.Instant;
import org.computecontracts.kernel.Steady;

/** Looks again and again whether the keys behind open tunnels are still published. */
@Singleton
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TunnelTimer {
    @Inject
    IngressSettings settings;

    @Inject
    Relay relay;

    @Inject
    Clock clock;

    private Instant next = Instant.EPOCH;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void tick() {
        var now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(settings.keyCheck);
            relay.checkKeys();
        }
    }
}
