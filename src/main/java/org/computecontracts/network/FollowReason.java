package org.computecontracts.network;

/** Why a host is followed; those told first stay longest when there are too many. */
public enum FollowReason {
    OURS,
    SETTING,
    TENANT,
    TRUST,
    RELAY,
    OFFERING,
    RECORD,
    CRAWL
}
