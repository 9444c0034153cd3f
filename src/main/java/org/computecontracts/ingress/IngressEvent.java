package org.computecontracts.ingress;

import java.net.URI;
import org.computecontracts.atproto.Did;

/** What happened to a tunnel. */
public sealed interface IngressEvent {
    Did did();

    String service();

    /** Visitors reach the service at this address from here on. */
    record TunnelOpened(Did did, String service, URI url) implements IngressEvent {}

    /** The last connection behind this address is gone. */
    record TunnelClosed(Did did, String service, URI url) implements IngressEvent {}
}
