package org.computecontracts.appview.listing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.jspecify.annotations.Nullable;

/** The market as anyone may see it: the requests of the whole network that we know of. */
@ApplicationScoped
public class Listings {
    private static final int MOST = 100;

    @Inject
    ListingStore store;

    /** Newest first, at most a hundred; INVALID_INPUT for a cursor that is none. */
    public ListingPage page(ListingFilter filter, @Nullable String cursor, int most) {
        return store.page(filter, ListingPlace.of(cursor), Math.clamp(most, 1, MOST));
    }

    /** Where in the list it stands: a cursor. */
    public static String place(Listing listing) {
        return ListingStore.place(listing).cursor();
    }

    /** How many belong above this place, up to a hundred. */
    public int newer(ListingFilter filter, String place) {
        return store.newer(filter, ListingPlace.of(place), MOST);
    }

    public Optional<Listing> find(AtUri request) {
        return store.find(request);
    }
}
