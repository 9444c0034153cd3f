package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.kernel.work.Clockwork;

/** Looks again and again whether the keys behind open tunnels are still published. */
@ApplicationScoped
class TunnelTimer {
    @Inject
    IngressSettings settings;

    @Inject
    Relay relay;

    @Inject
    Clock clock;

    private Instant next = Instant.EPOCH;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(5), this::tick);
    }

    void tick() {
        var now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(settings.keyCheck());
            relay.checkKeys();
        }
    }
}
