package org.computecontracts.network.ingest;

import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.Claimed;
import org.jspecify.annotations.Nullable;

/** A repository to be read anew now, how often that was tried with this time, and what it is read for. */
public record DueRepo(
        Claim claim, Did did, int attempts, @Nullable String doubt) implements Claimed {}
