package org.computecontracts.wif.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.kernel.work.Duties;
import org.computecontracts.wif.WifSettings;
import org.computecontracts.wif.issuer.IssuerKeys;

/** Gives issuers their next key in time and lets old decisions go. */
@ApplicationScoped
class WifTimer {
    @Inject
    IssuerKeys keys;

    @Inject
    ProxiedRequestStore audit;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    @Inject
    Duties duties;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofHours(1), this::tick);
    }

    void tick() {
        if (duties.isOurs("issuer keys")) {
            keys.rotateDue();
        }
        audit.drop(clock.instant().minus(settings.auditLife()));
    }
}
