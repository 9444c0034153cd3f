package org.computecontracts.identity;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.computecontracts.kernel.Steady;

/** Turns the portal's keys as an OAuth client. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClientKeyTimer {
    @Inject
    OAuthClient client;

    @Inject
    ClientKeys keys;

    @Schedule(hour = "*", minute = "*", second = "50", persistent = false)
    public void tick() {
        if (!client.isOnLoopback()) {
            keys.turn();
        }
    }
}
