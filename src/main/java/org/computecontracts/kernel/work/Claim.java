package org.computecontracts.kernel.work;

/**
 * A row of a queue that somebody has in hand.
 *
 * @param row as it was when it was claimed
 */
public record Claim(String key, String owner, String holder, NamedRow row) {}
