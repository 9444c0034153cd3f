package org.computecontracts.appview.listing;

/** How it stands with a request in the list. */
public enum ListingState {
    OPEN,
    AWARDED,
    /** Its author deleted it. */
    WITHDRAWN,
    /** Its account is taken down, suspended, deactivated or deleted. */
    AWAY,
    INVALID,
    /** In a dialect that nobody could sign: shown, never acted on. */
    SHOWN
}
