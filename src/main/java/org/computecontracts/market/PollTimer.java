package org.computecontracts.market;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Pds;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Steady;

/** Reads every watched repository whose revision is new: what no call told us is found here. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PollTimer {
    private static final Logger LOG = Logger.getLogger(PollTimer.class.getName());

    @Inject
    Hosts hosts;

    @Inject
    Inbox inbox;

    @Inject
    PollCursorStore cursors;

    @Inject
    Pds pds;

    @Inject
    Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    public void tick() {
        for (var repository : hosts.repos()) {
            try {
                read(repository);
            } catch (RuntimeException e) {
                LOG.log(
                        e instanceof ProblemException ? Level.FINE : Level.WARNING,
                        "Not read: " + repository.value(),
                        e);
            }
        }
    }

    /** The revision is asked first, so that what is written meanwhile is read the next time. */
    private void read(Did repository) {
        var rev = pds.latestRev(repository);
        if (!cursors.isRead(repository, rev)) {
            inbox.read(repository);
            cursors.read(repository, rev, clock.instant());
        }
    }
}
