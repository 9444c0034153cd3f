package org.computecontracts.compute;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How builds are taken and kept. */
@Dependent
class ComputeSettings {
    @Inject
    Settings kernel;

    /** Name of this machine among those that build; by default the node's. */
    @Inject
    @ConfigProperty(name = "cc.compute.node")
    Optional<String> node;

    /** How long a machine may take until cloud-init has finished; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.compute.build-timeout", defaultValue = "PT10M")
    Duration buildTimeout;

    /** How long an order waits for room on a builder before it has failed; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.compute.room-timeout", defaultValue = "PT1H")
    Duration roomTimeout;

    /**
     * How often within an hour a provider's room is kept for one account that has not paid; whoever asks oftener finds room as
     * far as there is some at that moment.
     */
    @Inject
    @ConfigProperty(name = "cc.compute.max-unpaid-holds", defaultValue = "3")
    int maxUnpaidHolds;

    /** How long a machine's node may try to tear it down before its end is waited for no longer; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.compute.teardown-timeout", defaultValue = "PT10M")
    Duration teardownTimeout;

    /** How long nobody may have seen a machine on its node before it counts as lost; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.compute.unseen-timeout", defaultValue = "PT15M")
    Duration unseenTimeout;

    /** How many lines of each machine's console are kept. */
    @Inject
    @ConfigProperty(name = "cc.compute.console-lines", defaultValue = "5000")
    int consoleLines;

    String node() {
        return node.orElseGet(kernel::node);
    }

    Duration buildTimeout() {
        return buildTimeout;
    }

    Duration roomTimeout() {
        return roomTimeout;
    }

    int maxUnpaidHolds() {
        return maxUnpaidHolds;
    }

    Duration teardownTimeout() {
        return teardownTimeout;
    }

    Duration unseenTimeout() {
        return unseenTimeout;
    }

    int consoleLines() {
        return consoleLines;
    }
}
