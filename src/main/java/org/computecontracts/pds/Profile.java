package org.computecontracts.pds;

import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;

/** An account of this server as everybody may see it. */
public record Profile(Did did, Handle handle) {}
