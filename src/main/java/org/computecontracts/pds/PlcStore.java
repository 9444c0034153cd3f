package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;

/** Keeps the logs of the directory. */
@ApplicationScoped
@Transactional
class PlcStore {
    @PersistenceContext
    EntityManager em;

    /** False when another operation has taken this position meanwhile. */
    boolean append(Did did, int position, PlcOperation operation, Instant now) {
        return em.createNativeQuery("""
                                insert into plc_operation (did, position, cid, cbor, at) values (?1, ?2, ?3, ?4, ?5)
                                on conflict (did, position) do nothing
                                """)
                        .setParameter(1, did.value())
                        .setParameter(2, position)
                        .setParameter(3, operation.cid().value())
                        .setParameter(4, operation.cbor())
                        .setParameter(5, Timestamp.from(now))
                        .executeUpdate()
                == 1;
    }

    List<PlcEntry> log(Did did) {
        List<?> rows = em.createNativeQuery("select cbor, at from plc_operation where did = ?1 order by position")
                .setParameter(1, did.value())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new PlcEntry(did, operation((byte[]) row[0]), ((Timestamp) row[1]).toInstant()))
                .toList();
    }

    private static PlcOperation operation(byte[] cbor) {
        return new PlcOperation((ObjectNode) DagCbor.decode(cbor));
    }
}
