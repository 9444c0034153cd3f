package org.computecontracts.kernel.work;

/** That somebody has a row of a queue in hand. */
public record Claim(String key, String owner, String holder) {}
