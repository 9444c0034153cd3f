package org.computecontracts.compute;

import java.math.BigDecimal;
import java.util.UUID;

/** A provider's capacity on one backend and its price for each machine and period. */
public record Builder(
        UUID id,
        String name,
        String backend,
        int cpus,
        String mem,
        String disk,
        BigDecimal price,
        String currency,
        String frequency,
        boolean active) {}
