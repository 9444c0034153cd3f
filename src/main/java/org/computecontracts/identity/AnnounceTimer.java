package org.computecontracts.identity;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Steady;

/** Announces the keys that could not be announced at sign-in. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AnnounceTimer {
    private static final Logger LOG = Logger.getLogger(AnnounceTimer.class.getName());

    @Inject
    AttestationKeys keys;

    @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
    public void tick() {
        for (var tenant : keys.unannounced()) {
            try {
                keys.announce(tenant);
            } catch (RuntimeException e) {
                LOG.log(Level.INFO, "The key of tenant " + tenant + " is announced later", e);
            }
        }
    }
}
