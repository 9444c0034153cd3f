package org.computecontracts.network;

import java.net.URI;

/** A host to be polled now. */
record PollTurn(URI url, HostKind kind, HostState state) {}
