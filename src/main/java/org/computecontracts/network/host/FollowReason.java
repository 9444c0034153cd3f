package org.computecontracts.network.host;

/** Why a host is followed: from what binds most to what binds least. */
public enum FollowReason {
    OURS,
    SETTING,
    TENANT,
    TRUST,
    RELAY,
    OFFERING,
    RECORD,
    CRAWL;

    /** Named by strangers: such hosts may take only half of the places there are. */
    boolean isWeak() {
        return compareTo(RELAY) > 0;
    }
}
