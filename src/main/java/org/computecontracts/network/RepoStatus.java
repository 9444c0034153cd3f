package org.computecontracts.network;

/** The state of an account, as its own server tells it (AT Protocol, Account Hosting). */
public enum RepoStatus {
    ACTIVE,
    DELETED,
    TAKENDOWN,
    SUSPENDED,
    DEACTIVATED
}
