package org.computecontracts.kernel;

/** What can be done in the name of a tenant. */
public enum Right {
    /** Look at everything that is not a secret. */
    READ,
    /** Be a requester: ask, accept, end, pay, judge whom to trust. */
    BUY,
    /** Be a provider: offer builders, run and stop what is built on them. */
    OPERATE,
    /** Say who else may do what: members, API tokens, keys, sessions at the PDS. */
    MANAGE
}
