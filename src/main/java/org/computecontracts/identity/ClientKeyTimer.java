package org.computecontracts.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.Clockwork;

/** Turns the portal's keys as an OAuth client. */
@ApplicationScoped
class ClientKeyTimer {
    @Inject
    OAuthClient client;

    @Inject
    ClientKeys keys;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofMinutes(1), this::tick);
    }

    void tick() {
        if (!client.isOnLoopback()) {
            keys.turn();
        }
    }
}
