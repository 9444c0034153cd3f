package org.computecontracts.kernel.limits;

import java.time.Instant;

/**
 * Whether one more was granted, and what is left.
 *
 * @param reset when the whole quota is there again
 */
public record Attempt(Quota quota, boolean granted, int left, Instant reset) {}
