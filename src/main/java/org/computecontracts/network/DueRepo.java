package org.computecontracts.network;

import org.computecontracts.atproto.Did;

/** A repository to be read anew now, and how often that failed already. */
record DueRepo(Did did, int attempts) {}
