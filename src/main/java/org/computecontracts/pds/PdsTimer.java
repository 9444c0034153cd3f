package org.computecontracts.pds;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import org.computecontracts.kernel.Steady;

/** Wakes the firehose where no event did, and forgets what is past. */
@Startup
@Singleton
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PdsTimer {
    @Inject
    Firehose firehose;

    @Inject
    EventStore events;

    @Inject
    SessionStore sessions;

    @Inject
    AttemptStore attempts;

    @Inject
    Blobs blobs;

    @Inject
    ReservedKeys reserved;

    @Inject
    PdsSettings settings;

    @Inject
    Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void wake() {
        firehose.wakeAll();
    }

    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    public void ping() {
        firehose.pingAll();
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    public void forget() {
        events.forgetBefore(clock.instant().minus(settings.eventRetention()));
        sessions.forgetExpired(clock.instant());
        attempts.forgetBefore(clock.instant());
        blobs.collect();
        reserved.forgetOld();
    }
}
