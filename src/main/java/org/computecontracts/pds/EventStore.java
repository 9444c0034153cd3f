package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/** Keeps the firehose: events numbered in the order in which they are committed. */
@ApplicationScoped
@Transactional
class EventStore {
    /** The next number; the row stays locked until the commit, so no reader sees a number before a smaller one. */
    static final String NEXT = """
            next as (
                insert into pds_sequence (last) values (1)
                on conflict (one) do update set last = pds_sequence.last + 1 returning last)
            """;

    @PersistenceContext
    EntityManager em;

    /** One kept event. */
    record Numbered(long seq, byte[] frame) {}

    /** Joins the transaction of what it tells of, and comes last in it: all other writers wait for its number. */
    void append(Did did, Frame frame, Instant now) {
        var cut = frame.cut(now);
        em.createNativeQuery("with " + NEXT + """
                        insert into pds_event (seq, frame, tail, at, did)
                        select last, ?1, ?2, ?3, ?4 from next
                        """)
                .setParameter(1, cut.head())
                .setParameter(2, cut.tail())
                .setParameter(3, Timestamp.from(now))
                .setParameter(4, did.value())
                .executeUpdate();
    }

    List<Numbered> after(long cursor, int limit) {
        List<?> rows = em.createNativeQuery(
                        "select seq, frame, tail from pds_event where seq > ?1 order by seq limit ?2")
                .setParameter(1, cursor)
                .setParameter(2, limit)
                .getResultList();
        return rows.stream().map(Object[].class::cast).map(EventStore::numbered).toList();
    }

    private static Numbered numbered(@Nullable Object[] row) {
        var seq = row[0] instanceof Number number ? number.longValue() : 0;
        var head = row[1] instanceof byte[] bytes ? bytes : new byte[0];
        return new Numbered(seq, row[2] instanceof byte[] tail ? new Frame.Cut(head, tail).numbered(seq) : head);
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
