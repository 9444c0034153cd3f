package org.computecontracts.identity.token;

import org.computecontracts.kernel.Role;

/** A token, and what role its maker has now. */
public record MakersToken(StoredToken token, Role role) {}
