package org.computecontracts.kernel;

/** What a member may do in a tenant. */
public enum Role {
    /** Everything. */
    OWNER,
    /** Looks, changes nothing. */
    VIEWER
}
