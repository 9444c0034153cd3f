package org.computecontracts.market.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.network.ChangePoint;

/** Which records of the network have been looked at, and which are due. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class IntakeStore {
    /** How many of those that are due longest are looked through for fair turns. */
    private static final int QUEUE = 200;

    /** Authors one beside the other: everybody's first record, then everybody's second. */
    private static final String CLAIM = """
            with waiting as (
                select uri, author, due_at from intake
                where not done and urgent = #urgent and due_at <= #now and author <> all (string_to_array(#except, ' '))
                order by due_at limit #queue for update skip locked),
            turns as (select uri, due_at, row_number() over (partition by author order by due_at) as turn from waiting),
            chosen as (select uri from turns where turn <= #ofOne order by turn, due_at limit #most)
            update intake i set due_at = #until, attempts = attempts + 1 from chosen where i.uri = chosen.uri
            returning i.uri, i.cid, i.urgent, i.attempts""";

    /** Each record of one author a moment after the one before: a flood waits for itself. */
    private static final String ADD = "insert into intake as i (uri, cid, collection, due_at) values (?1, ?2, ?3,"
            + " greatest(cast(?4 as timestamptz), (select max(w.due_at) + interval '20 milliseconds' from intake w"
            + " where w.author = ?5 and not w.done and w.attempts = 0)))"
            + " on conflict (uri) do update set cid = excluded.cid, done = false, attempts = 0,"
            + " due_at = excluded.due_at, problem = null where i.cid <> excluded.cid";

    @PersistenceContext
    EntityManager em;

    public ChangePoint position() {
        List<?> rows =
                em.createNativeQuery("select tx, uri from intake_position").getResultList();
        if (rows.isEmpty()) {
            return ChangePoint.START;
        }
        var row = (Object[]) rows.getFirst();
        return new ChangePoint(((Number) row[0]).longValue(), String.valueOf(row[1]));
    }

    /** Remembers what is to be looked at together with how far the changes were followed. */
    public void add(List<StrongRef> records, ChangePoint position, Instant now) {
        records.forEach(record -> add(record, now));
        em.createNativeQuery("insert into intake_position (tx, uri) values (?1, ?2)"
                        + " on conflict (one) do update set tx = excluded.tx, uri = excluded.uri")
                .setParameter(1, position.transaction())
                .setParameter(2, position.uri())
                .executeUpdate();
    }

    /** The same version twice is one. */
    public void add(StrongRef record, Instant now) {
        em.createNativeQuery(ADD)
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, record.uri().collection().value())
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .setParameter(5, record.uri().authority().value())
                .executeUpdate();
    }

    /** What is due, for one node to look at until then; of no author more than one may have looked at together. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<DueRecord> claim(IntakePriority lane, Instant now, Instant until) {
        var except = lane.hands().full().stream().map(Did::value).toList();
        List<Object[]> rows = em.createNativeQuery(CLAIM)
                .setParameter("urgent", lane.urgent())
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setParameter("except", String.join(" ", except))
                .setParameter("queue", QUEUE)
                .setParameter("ofOne", IntakePriority.OF_ONE)
                .setParameter("most", lane.hands().free())
                .setParameter("until", until.atOffset(ZoneOffset.UTC))
                .getResultList();
        return rows.stream().map(IntakeStore::due).toList();
    }

    private static DueRecord due(Object[] row) {
        var ref = new StrongRef(new AtUri((String) row[0]), new Cid((String) row[1]));
        return new DueRecord(ref, (Boolean) row[2], ((Number) row[3]).intValue());
    }

    /** It is still being looked at; what comes later than that in any case stays so. */
    public void hold(StrongRef record, Instant until) {
        em.createNativeQuery("update intake set due_at = greatest(due_at, cast(?3 as timestamptz))"
                        + " where uri = ?1 and cid = ?2 and not done and attempts > 0")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, until.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** It was not looked at after all, and is due then. */
    public void putBack(StrongRef record, Instant next) {
        em.createNativeQuery("update intake set due_at = ?3, attempts = attempts - 1"
                        + " where uri = ?1 and cid = ?2 and not done and attempts > 0")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, next.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    public void done(StrongRef record) {
        em.createNativeQuery("update intake set done = true, problem = null where uri = ?1 and cid = ?2")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .executeUpdate();
    }

    /** Looked at again then, or not at all. */
    public void failed(StrongRef record, String problem, boolean forGood, Instant next) {
        em.createNativeQuery("update intake set done = ?4, due_at = ?5, problem = ?3 where uri = ?1 and cid = ?2")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, problem)
                .setParameter(4, forGood)
                .setParameter(5, next.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Has the records of a collection looked at again. */
    public void again(Nsid collection, Instant now) {
        em.createNativeQuery("update intake set done = false, attempts = 0, due_at = ?2 where collection = ?1")
                .setParameter(1, collection.value())
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
