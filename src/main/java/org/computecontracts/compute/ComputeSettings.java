package org.computecontracts.compute;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How builds are taken and kept. */
@Dependent
class ComputeSettings {
    /** Name of this machine among those that share the database; its host name by default. */
    @Inject
    @ConfigProperty(name = "cc.compute.node")
    Optional<String> node;

    /** How long a machine may take until cloud-init has finished; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.compute.build-timeout", defaultValue = "PT10M")
    Duration buildTimeout;

    /** How many lines of each machine's console are kept. */
    @Inject
    @ConfigProperty(name = "cc.compute.console-lines", defaultValue = "5000")
    int consoleLines;

    String node() {
        return node.orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        });
    }

    Duration buildTimeout() {
        return buildTimeout;
    }

    int consoleLines() {
        return consoleLines;
    }
}
