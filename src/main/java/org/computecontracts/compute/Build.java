package org.computecontracts.compute;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One order and how far it has come; the detail is one sentence for people, the builder is there once one has room. */
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
        Optional<String> problem) {}
