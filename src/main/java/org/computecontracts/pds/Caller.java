package org.computecontracts.pds;

/** Who calls, and what the session it calls with may do. */
public record Caller(Profile profile, Scope scope) {}
