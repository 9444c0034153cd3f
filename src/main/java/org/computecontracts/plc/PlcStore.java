package org.computecontracts.plc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;

/** Keeps the logs of the directory. */
@ApplicationScoped
@Transactional
class PlcStore {
    private static final String OPERATIONS = "select did, cbor, at, nullified from plc_operation ";

    private static final String APPEND = """
            insert into plc_operation (did, position, cid, cbor, at)
            select ?1, ?2, ?3, ?4, greatest(cast(?5 as timestamptz), max(at) + interval '1 millisecond')
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
        em.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('plc_operation', 0))")
                .getResultList();
        var first = em.createNativeQuery(APPEND)
                        .setParameter(1, entry.did().value())
                        .setParameter(2, position)
                        .setParameter(3, entry.operation().cid().value())
                        .setParameter(4, entry.operation().cbor())
                        .setParameter(5, Timestamp.from(entry.at().truncatedTo(ChronoUnit.MILLIS)))
                        .executeUpdate()
                == 1;
        if (first) {
            undone.forEach(this::nullify);
        }
        return first;
    }

    private void nullify(PlcEntry entry) {
        em.createNativeQuery("update plc_operation set nullified = true where did = ?1 and cid = ?2")
                .setParameter(1, entry.did().value())
                .setParameter(2, entry.operation().cid().value())
                .executeUpdate();
    }

    /** Everything ever accepted for a DID, in order. */
    List<PlcEntry> log(Did did) {
        return entries(em.createNativeQuery(OPERATIONS + "where did = ?1 order by position")
                .setParameter(1, did.value())
                .getResultList());
    }

    /** Of all DIDs, in the order of time. */
    List<PlcEntry> export(Instant after, int limit) {
        return entries(em.createNativeQuery(OPERATIONS + "where at > ?1 order by at limit ?2")
                .setParameter(1, Timestamp.from(after))
                .setParameter(2, limit)
                .getResultList());
    }

    private static List<PlcEntry> entries(List<?> rows) {
        return rows.stream().map(Object[].class::cast).map(PlcStore::entry).toList();
    }

    private static PlcEntry entry(Object[] row) {
        return new PlcEntry(
                new Did((String) row[0]), operation((byte[]) row[1]), ((Timestamp) row[2]).toInstant(), (Boolean)
                        row[3]);
    }

    private static PlcOperation operation(byte[] cbor) {
        return new PlcOperation((ObjectNode) DagCbor.decode(cbor));
    }
}
