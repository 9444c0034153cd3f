package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;

/**
 * Says that this node is there and still has in hand what it took, so that nobody waits longer than a moment for what a
 * node has taken that is gone. By itself: the other timers may be long at work.
 */
@ApplicationScoped
class IntakeHoldTimer {
    @Inject
    Inbox inbox;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(3), this::tick);
    }

    void tick() {
        inbox.hold();
    }
}
