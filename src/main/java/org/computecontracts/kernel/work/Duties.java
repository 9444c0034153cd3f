package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.kernel.Settings;

/**
 * Work of the whole site that one node does at a time. What is done twice all the same, because a node stood still for
 * longer than it may, must be harmless.
 */
@ApplicationScoped
public class Duties {
    /** Longer than the longest pause between two ticks of a timer that asks. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Inject
    DutyStore store;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Whether the duty is this node's, from now on for a while: to be asked at every tick. */
    public boolean isOurs(String duty) {
        var now = clock.instant();
        return store.take(duty, settings.node(), now, now.plus(LEASE));
    }
}
