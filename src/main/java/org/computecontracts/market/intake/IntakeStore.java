package org.computecontracts.market.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.NamedRow;
import org.computecontracts.kernel.work.WorkQueue;
import org.computecontracts.network.ChangePoint;
import org.jspecify.annotations.Nullable;

/** Which records of the network have been looked at, and which are due. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class IntakeStore {
    /** The most records of one author that are looked at together. */
    public static final int OF_ONE = 2;

    /** What contracts under way wait for is not kept waiting by offers of strangers. */
    private static final WorkQueue URGENT = fair("not done and urgent");

    private static final WorkQueue OTHERS = fair("not done and not urgent");

    /** Each record of one author a moment after the one before: a flood waits for itself. */
    private static final String ADD = "insert into intake as i (uri, cid, collection, due_at) values (?1, ?2, ?3,"
            + " greatest(cast(?4 as timestamptz), (select max(w.due_at) + interval '20 milliseconds' from intake w"
            + " where w.author = ?5 and not w.done and w.attempts = 0)))"
            + " on conflict (uri) do update set cid = excluded.cid, done = false, attempts = 0,"
            + " due_at = excluded.due_at, problem = null where i.cid <> excluded.cid";

    /** Also one that was looked at before: who brings it wants to know. What is in hand is looked at once more after that. */
    private static final String SUBMIT = "insert into intake as i (uri, cid, collection, due_at, submitted)"
            + " values (?1, ?2, ?3, ?4, true) on conflict (uri) do update set cid = excluded.cid, done = false,"
            + " attempts = 0, due_at = excluded.due_at, problem = null, submitted = true";

    @PersistenceContext
    EntityManager em;

    @Inject
    ClaimStore claims;

    private static WorkQueue fair(String waiting) {
        return WorkQueue.of("intake", "uri", "text", waiting)
                .fairTo("author", OF_ONE)
                .counting();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    public ChangePoint position() {
        List<Map<?, ?>> rows = em.createNativeQuery("select tx, uri from intake_position")
                .setHint("eclipselink.result-type", "Map")
                .getResultList();
        return rows.stream()
                .map(NamedRow::of)
                .map(row -> new ChangePoint(row.number("tx"), row.text("uri")))
                .findFirst()
                .orElse(ChangePoint.START);
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

    /** Its author brings it: it is due at once. */
    public void submit(StrongRef record, Instant now) {
        em.createNativeQuery(SUBMIT)
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, record.uri().collection().value())
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Of one author no more than one may have looked at together. */
    public List<DueRecord> claim(boolean urgent, ClaimTurn turn) {
        return claims.claim(queue(urgent), turn).stream().map(DueRecord::of).toList();
    }

    public Set<String> renew(boolean urgent, String holder, Set<String> records, Instant until) {
        return claims.renew(queue(urgent), holder, records, until);
    }

    private static WorkQueue queue(boolean urgent) {
        return urgent ? URGENT : OTHERS;
    }

    public void done(DueRecord due) {
        over(due, null);
    }

    /** Looked at again then. */
    public void failed(DueRecord due, String problem, Instant next) {
        em.createNativeQuery("update intake set problem = ?3 where uri = ?1 and cid = ?2")
                .setParameter(1, due.claim().key())
                .setParameter(2, due.ref().cid().value())
                .setParameter(3, problem)
                .executeUpdate();
        claims.release(queue(due.urgent()), due.claim(), next);
    }

    /** Not looked at again by itself; why is kept. */
    public void givenUp(DueRecord due, String problem) {
        over(due, problem);
    }

    /** Unless another version has come meanwhile, or it was submitted once more. */
    private void over(DueRecord due, @Nullable String problem) {
        em.createNativeQuery("update intake set done = (cid = ?2 and due_at = claimed_until),"
                        + " problem = case when cid = ?2 then cast(?4 as text) else problem end,"
                        + " claimed_by = null, claimed_until = null where uri = ?1 and claimed_by = ?3")
                .setParameter(1, due.claim().key())
                .setParameter(2, due.ref().cid().value())
                .setParameter(3, due.claim().holder())
                .setParameter(4, problem)
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
