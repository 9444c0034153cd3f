package org.computecontracts.market.contract;

/** Which end of a contract a tenant is at. */
public enum Side {
    REQUESTER,
    PROVIDER;

    Side other() {
        return this == REQUESTER ? PROVIDER : REQUESTER;
    }
}
