package org.computecontracts.market.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
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
    private static final String ADD = """
            insert into intake as i (uri, cid, collection, due_at) values (:uri, :cid, :collection, greatest(:now,
                (select max(w.due_at) + interval '20 milliseconds' from intake w
                    where w.author = :author and not w.done and w.attempts = 0)))
            on conflict (uri) do update set cid = excluded.cid, done = false, attempts = 0, due_at = excluded.due_at,
                problem = null, submitted = false where i.cid <> excluded.cid""";

    /** Also one that was looked at before: who brings it wants to know. What is in hand is looked at once more after that. */
    private static final String SUBMIT = """
            insert into intake as i (uri, cid, collection, due_at, submitted) values (:uri, :cid, :collection, :now, true)
            on conflict (uri) do update set cid = excluded.cid, done = false, attempts = 0, due_at = excluded.due_at,
                problem = null, submitted = true""";

    @PersistenceContext
    EntityManager em;

    @Inject
    ClaimStore claims;

    private static WorkQueue fair(String waiting) {
        return WorkQueue.of("intake", "uri", "text", waiting)
                .fairTo("author", OF_ONE)
                .counting();
    }

    public ChangePoint position() {
        return Sql.of(em, "select tx, uri from intake_position")
                .first(row -> new ChangePoint(row.number("tx"), row.text("uri")))
                .orElse(ChangePoint.START);
    }

    /** Remembers what is to be looked at together with how far the changes were followed. */
    public void add(List<StrongRef> records, ChangePoint position, Instant now) {
        records.forEach(record -> add(record, now));
        Sql.of(em, """
                        insert into intake_position (tx, uri) values (:tx, :uri)
                            on conflict (one) do update set tx = excluded.tx, uri = excluded.uri
                        """)
                .with("tx", position.transaction())
                .with("uri", position.uri())
                .update();
    }

    /** The same version twice is one. */
    public void add(StrongRef record, Instant now) {
        put(ADD, record, now).with("author", record.uri().authority()).update();
    }

    /** Its author brings it: it is due at once. */
    public void submit(StrongRef record, Instant now) {
        put(SUBMIT, record, now).update();
    }

    private Sql put(String text, StrongRef record, Instant now) {
        return Sql.of(em, text)
                .with("uri", record.uri())
                .with("cid", record.cid())
                .with("collection", record.uri().collection())
                .with("now", now);
    }

    /** Of one author no more than one may have looked at together. */
    public List<DueRecord> claim(boolean urgent, ClaimTurn turn) {
        return claims.claim(queue(urgent), turn, DueRecord::of);
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
        Sql.of(em, "update intake set problem = :problem where uri = :uri and cid = :cid")
                .with("uri", due.ref().uri())
                .with("cid", due.ref().cid())
                .with("problem", problem)
                .update();
        claims.release(queue(due.urgent()), due.claim(), next);
    }

    /** Not looked at again by itself; why is kept. */
    public void givenUp(DueRecord due, String problem) {
        over(due, problem);
    }

    /** Unless another version has come meanwhile, or it was submitted once more. */
    private void over(DueRecord due, @Nullable String problem) {
        Sql.of(em, """
                        update intake set done = (cid = :cid and due_at = claimed_until),
                            problem = case when cid = :cid then :problem else problem end,
                            claimed_by = null, claimed_until = null where uri = :uri and claimed_by = :holder
                        """)
                .with("uri", due.ref().uri())
                .with("cid", due.ref().cid())
                .with("holder", due.claim().holder())
                .with("problem", problem)
                .update();
    }

    /** Has the records of a collection looked at again. */
    public void again(Nsid collection, Instant now) {
        Sql.of(em, "update intake set done = false, attempts = 0, due_at = :now where collection = :collection")
                .with("collection", collection)
                .with("now", now)
                .update();
    }
}
