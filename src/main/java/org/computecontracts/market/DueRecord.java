package org.computecontracts.market;

import org.computecontracts.atproto.StrongRef;

/** A record of the network to be looked at now, and how often that was tried, this time included. */
record DueRecord(StrongRef ref, int attempts) {}
