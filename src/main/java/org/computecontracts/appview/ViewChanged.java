package org.computecontracts.appview;

/** The view of the market has changed: pages look again. */
public record ViewChanged() {}
