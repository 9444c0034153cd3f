package org.computecontracts.pds.session;

import org.computecontracts.pds.Profile;

/** Who calls, and what the session it calls with may do. */
public record Caller(Profile profile, Scope scope) {}
