package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.identity.oauth.ClientKeys;
import org.computecontracts.kernel.work.Clockwork;

/** Turns the portal's keys as an OAuth client. */
@ApplicationScoped
class ClientKeyTimer {
    @Inject
    OAuthClient client;

    @Inject
    ClientKeys keys;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(10), this::tick);
    }

    void tick() {
        if (!client.isOnLoopback()) {
            keys.turn();
        }
    }
}
