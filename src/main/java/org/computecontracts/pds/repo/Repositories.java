package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.pds.PdsEvent;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.HostedRecord;
import org.computecontracts.pds.record.Written;

/** Writes repositories for their owners and reads their records for everybody. */
@ApplicationScoped
public class Repositories {
    @Inject
    RepoStore repositories;

    @Inject
    RecordStore records;

    @Inject
    Event<PdsEvent> events;

    @Inject
    Clock clock;

    /** What is left of the account's allowance comes with it. */
    public Written write(Did did, Batch batch) {
        var written = repositories.write(did, batch, clock.instant());
        if (written.head().isPresent()) {
            events.fire(new PdsEvent.Sequenced());
        }
        return written;
    }

    public Optional<HostedRecord> find(AtUri uri) {
        return records.find(uri);
    }

    /** A page of a collection, newest key first unless reversed; the cursor is the last key of the page before. */
    public List<HostedRecord> list(Did did, Nsid collection, int limit, Optional<String> cursor, boolean oldestFirst) {
        return oldestFirst
                ? records.oldestFirst(did, collection, cursor, limit)
                : records.newestFirst(did, collection, cursor, limit);
    }

    public List<Nsid> collections(Did did) {
        return records.collections(did);
    }

    /** A page of the repositories that have a collection; the cursor is the last DID of the page before. */
    public List<Did> having(Nsid collection, int limit, String cursor) {
        return records.repositoriesWith(collection, cursor, limit);
    }
}
