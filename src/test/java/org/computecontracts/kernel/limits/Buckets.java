package org.computecontracts.kernel.limits;

import java.time.Clock;
import org.computecontracts.testing.Database;

/** The counts of one node on a test's database. */
public final class Buckets {
    private Buckets() {}

    public static BucketStore in(Database database, Clock clock) {
        var store = database.store(BucketStore.class);
        store.clock = clock;
        return store;
    }
}
