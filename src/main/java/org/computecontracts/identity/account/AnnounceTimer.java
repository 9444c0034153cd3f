package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.work.Clockwork;

/** Announces the keys that could not be announced at sign-in. */
@ApplicationScoped
class AnnounceTimer {
    private static final Logger LOG = Logger.getLogger(AnnounceTimer.class.getName());

    @Inject
    AttestationKeys keys;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofMinutes(1), this::tick);
    }

    void tick() {
        for (var tenant : keys.unannounced()) {
            try {
                keys.announce(tenant);
            } catch (RuntimeException e) {
                LOG.log(Level.INFO, "The key of tenant " + tenant + " is announced later", e);
            }
        }
    }
}
