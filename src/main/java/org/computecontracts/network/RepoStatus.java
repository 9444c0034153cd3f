package org.computecontracts.network;

import java.util.Locale;

/** The state of an account, as its own server tells it (AT Protocol, Account Hosting). */
public enum RepoStatus {
    ACTIVE,
    DELETED,
    TAKENDOWN,
    SUSPENDED,
    DEACTIVATED;

    /** Whatever else a server may call it, the account is not to be had. */
    public static RepoStatus of(boolean active, String status) {
        if (active) {
            return ACTIVE;
        }
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "deleted" -> DELETED;
            case "takendown" -> TAKENDOWN;
            case "suspended" -> SUSPENDED;
            default -> DEACTIVATED;
        };
    }
}
