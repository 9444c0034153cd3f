package org.computecontracts.compute;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One order and how far it has come; the detail is one sentence for people, the builder is there once one has room.
 *
 * @param seenAt when the machine was last seen alive, to half a minute
 * @param lost whether it is gone through no act of its own
 * @param leftover whether something of it may still be there though it is over
 */
public record Build(
        String key,
        UUID id,
        BuildState state,
        String detail,
        Instant changedAt,
        Instant orderedAt,
        Optional<String> builder,
        MachineSpec spec,
        String hostName,
        long networkBytes,
        Optional<String> problem,
        Optional<Instant> seenAt,
        boolean lost,
        boolean leftover) {}
