package org.computecontracts.compute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import org.computecontracts.kernel.work.Clockwork;

/** Makes sure of what events only hurry: machines are found again after a start, and looked after every few seconds. */
@ApplicationScoped
class BuildTimer {
    @Inject
    BuildScheduler buildScheduler;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal, Clockwork clockwork) {
        buildScheduler.hurry();
        clockwork.every(Duration.ofSeconds(3), buildScheduler::goRound);
    }
}
