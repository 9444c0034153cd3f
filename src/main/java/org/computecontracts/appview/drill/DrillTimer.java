package org.computecontracts.appview.drill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.LocalTime;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.Clockwork;

/** Every night the view of the network is made anew beside the one in use, and the two are compared. */
@ApplicationScoped
class DrillTimer {
    private static final Logger LOG = Logger.getLogger(DrillTimer.class.getName());

    @Inject
    Drills drills;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        clockwork.daily(LocalTime.of(3, 17), this::tick);
    }

    void tick() {
        try {
            drills.begin(Drill.Purpose.DRILL);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "No drill tonight: {0}", e.detail()); // another node has begun it
        }
    }
}
