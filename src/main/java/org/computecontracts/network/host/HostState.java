package org.computecontracts.network.host;

/** How it stands with a host. */
public enum HostState {
    /** Not tried yet. */
    NEW,
    /** Its stream is read. */
    CONNECTED,
    /** Its stream has ended; tried again later, polled until then. */
    WAITING,
    /** Not followed any more. */
    STOPPED
}
