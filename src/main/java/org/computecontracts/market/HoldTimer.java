package org.computecontracts.market;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.computecontracts.kernel.Steady;

/**
 * Says that this node is there and still has in hand what it took, so that nobody waits longer than a moment for what a
 * node has taken that is gone. By itself: the other timers may be long at work.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HoldTimer {
    @Inject
    Inbox inbox;

    @Inject
    AuthorLooks looks;

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    public void tick() {
        inbox.hold();
        looks.hold();
    }
}
