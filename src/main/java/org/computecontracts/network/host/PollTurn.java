package org.computecontracts.network.host;

import java.net.URI;

/** A host to be polled now. */
public record PollTurn(URI url, HostKind kind, HostState state) {}
