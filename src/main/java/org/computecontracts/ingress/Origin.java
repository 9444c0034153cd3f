package org.computecontracts.ingress;

import io.vertx.core.net.SocketAddress;
import java.time.Clock;

/** Who answers a request: the portal, or the workload behind a forward. */
sealed interface Origin {
    /** Where the HTTP client connects. */
    SocketAddress address();

    /** For the visitor who gets no answer from it. */
    String name();

    void requested(Clock clock);

    /** The portal's own server. */
    record Portal(SocketAddress address) implements Origin {
        @Override
        public String name() {
            return "the portal";
        }

        @Override
        public void requested(Clock clock) {}
    }

    /** A workload. */
    record Workload(Forward forward) implements Origin {
        @Override
        public SocketAddress address() {
            return TunnelTransport.address(forward);
        }

        @Override
        public String name() {
            return "the service behind " + forward.label();
        }

        @Override
        public void requested(Clock clock) {
            forward.traffic().requested(clock.instant());
        }
    }
}
