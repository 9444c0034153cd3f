package org.computecontracts.pds.firehose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.Pages;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the firehose. Numbers are given in the transaction of what is told; commits may overtake each other, so a number can
 * be missing for a moment: {@link Numbered} says enough for a reader to wait for it.
 */
@ApplicationScoped
@Transactional
public class EventStore {
    private static final String AFTER = Pages.of("""
            select seq, frame, tail,
                   cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as oldest,
                   cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint) as newest
              from pds_event where seq > ?1 order by seq limit ?2
            """, "seq", "octet_length(frame) + coalesce(octet_length(tail), 0)");
    private static final String APPEND = """
            insert into pds_event (seq, frame, tail, at, did) values (nextval('pds_event_seq'), ?1, ?2, ?3, ?4)
            """;

    @PersistenceContext
    EntityManager em;

    /**
     * One kept event.
     *
     * @param oldestRunning no transaction before this one was still running when it was read
     * @param newest no transaction from this one on had begun
     */
    public record Numbered(long seq, byte[] frame, long oldestRunning, long newest) {}

    /** Joins the transaction of what it tells of. */
    public void append(Did did, Frame frame, Instant now) {
        var cut = frame.cut(now);
        em.createNativeQuery(APPEND)
                .setParameter(1, cut.head())
                .setParameter(2, cut.tail())
                .setParameter(3, Timestamp.from(now))
                .setParameter(4, did.value())
                .executeUpdate();
    }

    /** No more of them than can be held for every reader. */
    public List<Numbered> after(long cursor, int limit) {
        List<?> rows = em.createNativeQuery(AFTER)
                .setParameter(1, cursor)
                .setParameter(2, limit)
                .getResultList();
        return rows.stream().map(Object[].class::cast).map(EventStore::numbered).toList();
    }

    private static Numbered numbered(@Nullable Object[] row) {
        var seq = number(row[0]);
        var head = row[1] instanceof byte[] bytes ? bytes : new byte[0];
        var frame = row[2] instanceof byte[] tail ? new FrameCut(head, tail).numbered(seq) : head;
        return new Numbered(seq, frame, number(row[3]), number(row[4]));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /**
     * Where a reader begins who wants only what happens from now on: at the last number, or before the first one that is
     * missing among the last, whose transaction may not be over.
     */
    long now() {
        return number("""
                select coalesce(min(n) - 1, (select max(seq) from pds_event))
                  from (select generate_series(max(seq) - 100, max(seq)) n from pds_event) s
                 where n > 0 and n >= (select min(seq) from pds_event)
                   and not exists (select from pds_event where seq = n)
                """, last());
    }

    /** The number of the last event ever; 0 before the first. */
    long last() {
        return number("select case when is_called then last_value else 0 end from pds_event_seq", 0);
    }

    /** The number of the oldest event kept; one past the last when none is. */
    long oldest() {
        return number("select min(seq) from pds_event", last() + 1);
    }

    private long number(String query, long otherwise) {
        @Nullable Object found = em.createNativeQuery(query).getSingleResult();
        return found == null ? otherwise : ((Number) found).longValue();
    }

    public void forgetBefore(Instant limit) {
        em.createNativeQuery("delete from pds_event where at < ?1")
                .setParameter(1, Timestamp.from(limit))
                .executeUpdate();
    }
}
