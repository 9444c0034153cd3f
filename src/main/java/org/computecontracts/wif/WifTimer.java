package org.computecontracts.wif;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import org.computecontracts.kernel.Duties;
import org.computecontracts.kernel.Steady;

/** Gives issuers their next key in time and lets old decisions go. */
@Singleton
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WifTimer {
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

    @Schedule(hour = "*", minute = "17", persistent = false)
    public void tick() {
        if (duties.isOurs("issuer keys")) {
            keys.rotateDue();
        }
        audit.drop(clock.instant().minus(settings.auditLife()));
    }
}
