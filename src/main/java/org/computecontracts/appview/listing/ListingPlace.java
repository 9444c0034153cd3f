package org.computecontracts.appview.listing;

import java.time.DateTimeException;
import java.time.Instant;
import org.computecontracts.kernel.ColumnInstant;
import org.computecontracts.kernel.KernelProblem;
import org.jspecify.annotations.Nullable;

/** A place in the list, from which it goes on with what is older. */
public record ListingPlace(Instant publishedAt, String uri) {
    /** Later than every request. */
    public static final ListingPlace TOP = new ListingPlace(Instant.parse("9999-01-01T00:00:00Z"), "");

    /** INVALID_INPUT when it is none of ours. */
    public static ListingPlace of(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return TOP;
        }
        try {
            var space = cursor.indexOf(' ');
            var at = ColumnInstant.parse(cursor.substring(0, Math.max(space, 0)));
            return new ListingPlace(at.isAfter(TOP.publishedAt) ? TOP.publishedAt : at, cursor.substring(space + 1));
        } catch (DateTimeException e) {
            throw KernelProblem.INVALID_INPUT
                    .because("Not a place in the list: %s", cursor)
                    .causedBy(e);
        }
    }

    String cursor() {
        return publishedAt + " " + uri;
    }
}
