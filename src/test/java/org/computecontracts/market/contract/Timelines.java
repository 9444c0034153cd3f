package org.computecontracts.market.contract;

import static org.computecontracts.testing.Injection.inject;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.RecordedEvents;

/** Timelines that are kept in a test's database. */
public final class Timelines {
    private Timelines() {}

    public static Steps in(Database database, Clock clock) {
        var store = database.store(StepStore.class);
        inject(store, database.store(AdvisoryLockStore.class));
        return inject(new Steps(), store, new RecordedEvents<>(), clock);
    }

    public static List<StepKind> kinds(Steps steps, TenantId tenant, UUID contract) {
        return steps.of(tenant, contract).stream().map(Step::kind).toList();
    }
}
