package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the firehose: events numbered without a gap, in the order in which they are committed. */
@ApplicationScoped
@Transactional
class EventStore {
    @PersistenceContext
    EntityManager em;

    /** One kept event. */
    record Numbered(long seq, byte[] frame) {}

    /** Joins the transaction of what it tells of, and comes last in it: all other writers wait for its number. */
    void append(List<Frame> frames, Instant now) {
        for (var frame : frames) {
            var seq = next();
            em.createNativeQuery("insert into pds_event (seq, frame, at) values (?1, ?2, ?3)")
                    .setParameter(1, seq)
                    .setParameter(2, frame.numbered(seq, now))
                    .setParameter(3, Timestamp.from(now))
                    .executeUpdate();
        }
    }

    private long next() {
        return ((Number) em.createNativeQuery("""
                                insert into pds_sequence (last) values (1)
                                on conflict (one) do update set last = pds_sequence.last + 1 returning last
                                """).getSingleResult()).longValue();
    }

    List<Numbered> after(long cursor, int limit) {
        List<?> rows = em.createNativeQuery("select seq, frame from pds_event where seq > ?1 order by seq limit ?2")
                .setParameter(1, cursor)
                .setParameter(2, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Numbered(((Number) row[0]).longValue(), (byte[]) row[1]))
                .toList();
    }

    /** The number of the last event ever; 0 before the first. */
    long last() {
        return number("select max(last) from pds_sequence", 0);
    }

    /** The number of the oldest event kept; one past the last when none is. */
    long oldest() {
        return number("select min(seq) from pds_event", last() + 1);
    }

    private long number(String query, long otherwise) {
        @Nullable Object found = em.createNativeQuery(query).getSingleResult();
        return found == null ? otherwise : ((Number) found).longValue();
    }

    void forgetBefore(Instant limit) {
        em.createNativeQuery("delete from pds_event where at < ?1")
                .setParameter(1, Timestamp.from(limit))
                .executeUpdate();
    }
}
