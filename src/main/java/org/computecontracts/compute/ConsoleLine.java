package org.computecontracts.compute;

import java.time.Instant;

/** One line that the guest printed; numbers rise, with gaps where lines were lost. */
public record ConsoleLine(long number, Instant at, String source, String text) {}
