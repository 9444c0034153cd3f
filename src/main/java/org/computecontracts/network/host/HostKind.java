package org.computecontracts.network.host;

/** What a host is to us: whose word about an account counts, and how it is listened to. */
public enum HostKind {
    /** Speaks for the accounts whose DID documents name it. */
    PDS,
    /** Repeats what others say. */
    RELAY,
    /** Names what has changed and proves nothing. */
    JETSTREAM
}
