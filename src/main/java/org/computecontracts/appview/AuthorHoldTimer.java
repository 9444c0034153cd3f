package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;

/** Says that this node still has in hand the accounts it took, so that nobody waits long for what a node has taken that is gone. */
@ApplicationScoped
class AuthorHoldTimer {
    @Inject
    AuthorRefresher authorRefresher;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(3), this::tick);
    }

    void tick() {
        authorRefresher.hold();
    }
}
