package org.computecontracts.pds.firehose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.Pages;

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
              from pds_event where seq > :cursor order by seq limit :limit
            """, "seq", "octet_length(frame) + coalesce(octet_length(tail), 0)");
    private static final String APPEND = """
            insert into pds_event (seq, frame, tail, at, did) values (nextval('pds_event_seq'), :head, :tail, :now, :did)
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
        Sql.of(em, APPEND)
                .with("head", cut.head())
                .with("tail", cut.tail())
                .with("now", now)
                .with("did", did)
                .run();
    }

    /** No more of them than can be held for every reader. */
    public List<Numbered> after(long cursor, int limit) {
        return Sql.of(em, AFTER).with("cursor", cursor).with("limit", limit).list(EventStore::numbered);
    }

    private static Numbered numbered(Row row) {
        var seq = row.number("seq");
        var head = row.bytes("frame");
        var frame = row.optional("tail", row::bytes).map(tail -> new FrameCut(head, tail).numbered(seq));
        return new Numbered(seq, frame.orElse(head), row.number("oldest"), row.number("newest"));
    }

    /**
     * Where a reader begins who wants only what happens from now on: at the last number, or before the first one that is
     * missing among the last, whose transaction may not be over.
     */
    long now() {
        return number("""
                select coalesce(min(n) - 1, (select max(seq) from pds_event)) as seq
                  from (select generate_series(max(seq) - 100, max(seq)) n from pds_event) s
                 where n > 0 and n >= (select min(seq) from pds_event)
                   and not exists (select from pds_event where seq = n)
                """, last());
    }

    /** The number of the last event ever; 0 before the first. */
    long last() {
        return number("select case when is_called then last_value else 0 end as seq from pds_event_seq", 0);
    }

    /** The number of the oldest event kept; one past the last when none is. */
    long oldest() {
        return number("select min(seq) as seq from pds_event", last() + 1);
    }

    private long number(String query, long otherwise) {
        return Sql.of(em, query).one(row -> row.optional("seq", row::number)).orElse(otherwise);
    }

    public void forgetBefore(Instant limit) {
        Sql.of(em, "delete from pds_event where at < :limit")
                .with("limit", limit)
                .run();
    }
}
