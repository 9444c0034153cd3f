package org.computecontracts.market;

/** The view of the market has changed: pages look again. */
public record ViewChanged() {}
