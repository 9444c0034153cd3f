package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.network.ChangePoint;

/** Which records of the network have been looked at, and which are due. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class IntakeStore {
    @PersistenceContext
    EntityManager em;

    ChangePoint position() {
        List<?> rows =
                em.createNativeQuery("select tx, uri from intake_position").getResultList();
        if (rows.isEmpty()) {
            return ChangePoint.START;
        }
        var row = (Object[]) rows.getFirst();
        return new ChangePoint(((Number) row[0]).longValue(), String.valueOf(row[1]));
    }

    /** Remembers what is to be looked at together with how far the changes were followed. */
    void add(List<StrongRef> records, ChangePoint position, Instant now) {
        records.forEach(record -> add(record, now));
        em.createNativeQuery("insert into intake_position (tx, uri) values (?1, ?2)"
                        + " on conflict (one) do update set tx = excluded.tx, uri = excluded.uri")
                .setParameter(1, position.transaction())
                .setParameter(2, position.uri())
                .executeUpdate();
    }

    /** The same version twice is one. */
    void add(StrongRef record, Instant now) {
        em.createNativeQuery("insert into intake as i (uri, cid, collection, due_at) values (?1, ?2, ?3, ?4)"
                        + " on conflict (uri) do update set cid = excluded.cid, done = false, attempts = 0,"
                        + " due_at = excluded.due_at, problem = null where i.cid <> excluded.cid")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, record.uri().collection().value())
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** What is due, for one node to look at until then. */
    @SuppressWarnings("unchecked") // native queries are untyped
    List<DueRecord> claim(Instant now, Instant until, int most) {
        List<Object[]> rows = em.createNativeQuery("update intake set due_at = ?2, attempts = attempts + 1 where uri in"
                        + " (select uri from intake where not done and due_at <= ?1 order by due_at limit ?3"
                        + " for update skip locked) returning uri, cid, attempts")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, until.atOffset(ZoneOffset.UTC))
                .setParameter(3, most)
                .getResultList();
        return rows.stream()
                .map(row -> new DueRecord(
                        new StrongRef(new AtUri((String) row[0]), new Cid((String) row[1])),
                        ((Number) row[2]).intValue()))
                .toList();
    }

    void done(StrongRef record) {
        em.createNativeQuery("update intake set done = true, problem = null where uri = ?1 and cid = ?2")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .executeUpdate();
    }

    /** Looked at again then, or not at all. */
    void failed(StrongRef record, String problem, boolean forGood, Instant next) {
        em.createNativeQuery("update intake set done = ?4, due_at = ?5, problem = ?3 where uri = ?1 and cid = ?2")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, problem)
                .setParameter(4, forGood)
                .setParameter(5, next.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Has the records of a collection looked at again. */
    void again(Nsid collection, Instant now) {
        em.createNativeQuery("update intake set done = false, attempts = 0, due_at = ?2 where collection = ?1")
                .setParameter(1, collection.value())
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
