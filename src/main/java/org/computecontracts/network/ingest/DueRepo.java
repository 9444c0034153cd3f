package org.computecontracts.network.ingest;

import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/** A repository to be read anew now, how often that failed already, and what it is read for. */
public record DueRepo(Did did, int attempts, @Nullable String doubt) {}
