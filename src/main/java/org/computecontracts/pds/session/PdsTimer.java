package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.firehose.Firehose;
import org.computecontracts.pds.key.ReservedKeys;

/** Wakes the firehose where no event did, and forgets what is past. */
@ApplicationScoped
class PdsTimer {
    @Inject
    Firehose firehose;

    @Inject
    EventStore events;

    @Inject
    SessionStore sessions;

    @Inject
    Blobs blobs;

    @Inject
    ReservedKeys reserved;

    @Inject
    PdsSettings settings;

    @Inject
    Clock clock;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.every(Duration.ofSeconds(2), this::wake);
        clockwork.every(Duration.ofSeconds(30), this::ping);
        clockwork.every(Duration.ofHours(1), this::forget);
    }

    void wake() {
        firehose.wakeAll();
    }

    void ping() {
        firehose.pingAll();
    }

    void forget() {
        events.forgetBefore(clock.instant().minus(settings.eventRetention()));
        sessions.forgetExpired(clock.instant());
        blobs.collect();
        reserved.forgetOld();
    }
}
