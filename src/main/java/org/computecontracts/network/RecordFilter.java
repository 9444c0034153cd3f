package org.computecontracts.network;

import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.jspecify.annotations.Nullable;

/** Which records: of a collection, of an author, or of both; by default only those that count. */
public record RecordFilter(
        @Nullable Nsid collection, @Nullable Did author, boolean all) {
    public static RecordFilter of(Nsid collection) {
        return new RecordFilter(collection, null, false);
    }

    public static RecordFilter by(Did author) {
        return new RecordFilter(null, author, false);
    }

    public RecordFilter and(Did wantedAuthor) {
        return new RecordFilter(collection, wantedAuthor, all);
    }

    /** Also what is invalid, deleted, or of an account that is not active. */
    public RecordFilter withAll() {
        return new RecordFilter(collection, author, true);
    }
}
