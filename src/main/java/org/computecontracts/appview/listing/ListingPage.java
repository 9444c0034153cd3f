package org.computecontracts.appview.listing;

import java.util.List;
import java.util.Optional;

/**
 * Some requests, newest first.
 *
 * @param next where to go on; there may be a next place though there are few requests here, when others were passed over
 */
public record ListingPage(List<Listing> listings, Optional<String> next) {
    public ListingPage {
        listings = List.copyOf(listings);
    }
}
