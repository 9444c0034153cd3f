package org.computecontracts.market;

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
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Steady;

/** Every night the view of the network is made anew beside the one in use, and the two are compared. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(Steady.class)
public class DrillTimer {
    private static final Logger LOG = Logger.getLogger(DrillTimer.class.getName());

    @Inject
    Drills drills;

    @Schedule(hour = "3", minute = "17", second = "0", persistent = false)
    public void tick() {
        try {
            drills.begin(Drill.Purpose.DRILL);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "No drill tonight: {0}", e.detail()); // another node has begun it
        }
    }
}
