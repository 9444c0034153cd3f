package org.computecontracts.ingress.tunnel;

import java.time.Instant;
import java.util.UUID;
import org.apache.sshd.common.session.ConnectionService;
import org.jspecify.annotations.Nullable;

/**
 * A way into a workload that one SSH connection has opened; gone with the connection or cancelled before.
 *
 * @param service the name the client asked for, which every channel must repeat to the letter
 * @param port as the client asked for, or as it was given for 0; no socket listens on it
 * @param label what the service is called in host names
 */
public record Forward(
        UUID id,
        Login login,
        String service,
        int port,
        String label,
        ConnectionService connection,
        String clientAddress,
        Instant since,
        Traffic traffic) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Forward forward && id.equals(forward.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
