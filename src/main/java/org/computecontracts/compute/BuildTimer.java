package org.computecontracts.compute;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.computecontracts.kernel.Steady;

/** Makes sure of what events only hurry: machines are found again after a start, and looked after every few seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(Steady.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BuildTimer {
    @Inject
    Foreman foreman;

    @PostConstruct
    void findMachinesAgain() {
        foreman.hurry();
    }

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    public void tick() {
        foreman.goRound();
    }
}
