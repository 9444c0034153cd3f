package org.computecontracts.ingress.front;

import java.net.SocketAddress;
import java.util.UUID;

/** Where a {@link TunnelStream} leads: a forward, not a name, so that a kept connection never serves a later owner. */
class TunnelAddress extends SocketAddress {
    private final transient UUID forward;

    TunnelAddress(UUID forward) {
        this.forward = forward;
    }

    UUID forward() {
        return forward;
    }

    @Override
    public String toString() {
        return "tunnel:" + forward;
    }
}
