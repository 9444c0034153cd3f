package org.computecontracts.plc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Keeps the logs of the directory. */
@ApplicationScoped
@Transactional
class PlcStore {
    private static final String OPERATIONS = "select did, cbor, at, nullified from plc_operation ";

    private static final String APPEND = """
            insert into plc_operation (did, position, cid, cbor, at)
            select :did, :position, :cid, :cbor, greatest(:at, max(at) + interval '1 millisecond')
              from plc_operation
            on conflict (did, position) do nothing
            """;

    @PersistenceContext
    EntityManager em;

    /**
     * False when another operation has taken this position meanwhile. What is undone by it stays in the log. Its time is that of
     * the entry, or the next after that of any other: one operation comes after the other, so that readers miss none and see none
     * twice.
     */
    boolean append(PlcEntry entry, int position, List<PlcEntry> undone) {
        Sql.of(em, "select 1 from pg_advisory_xact_lock(hashtextextended('plc_operation', 0))")
                .run();
        var first = Sql.of(em, APPEND)
                        .with("did", entry.did())
                        .with("position", position)
                        .with("cid", entry.operation().cid())
                        .with("cbor", entry.operation().cbor())
                        .with("at", entry.at().truncatedTo(ChronoUnit.MILLIS))
                        .update()
                == 1;
        if (first) {
            undone.forEach(this::nullify);
        }
        return first;
    }

    private void nullify(PlcEntry entry) {
        Sql.of(em, "update plc_operation set nullified = true where did = :did and cid = :cid")
                .with("did", entry.did())
                .with("cid", entry.operation().cid())
                .run();
    }

    /** Everything ever accepted for a DID, in order. */
    List<PlcEntry> log(Did did) {
        return Sql.of(em, OPERATIONS + "where did = :did order by position")
                .with("did", did)
                .list(PlcStore::entry);
    }

    /** Of all DIDs, in the order of time. */
    List<PlcEntry> export(Instant after, int limit) {
        return Sql.of(em, OPERATIONS + "where at > :after order by at limit :limit")
                .with("after", after)
                .with("limit", limit)
                .list(PlcStore::entry);
    }

    private static PlcEntry entry(Row row) {
        return new PlcEntry(
                row.as("did", Did::new), operation(row.bytes("cbor")), row.instant("at"), row.flag("nullified"));
    }

    private static PlcOperation operation(byte[] cbor) {
        return new PlcOperation((ObjectNode) DagCbor.decode(cbor));
    }
}
