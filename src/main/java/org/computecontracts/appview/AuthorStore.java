package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.WorkQueue;

/** Whose the records of the view are. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class AuthorStore {
    private static final WorkQueue QUEUE = WorkQueue.of("market_author", "did", "text", "true");

    @PersistenceContext
    EntityManager em;

    @Inject
    ClaimStore claims;

    @Inject
    ListingLineStore lines;

    /** An account that a record was read of. */
    public void meet(ViewSchema view, Did author, boolean active, Instant now) {
        Sql.of(em, view.opened()).run();
        Sql.of(em, """
                        insert into market_author (did, handle, active, checked_at, due_at)
                            values (:did, :did, :active, 'epoch', :now) on conflict (did) do nothing
                        """)
                .with("did", author)
                .with("active", active)
                .with("now", now)
                .update();
    }

    /**
     * They are looked at as soon as a hand is free. To be said in the transaction that puts their records: who looks before it
     * ends finds nothing to ask about, and who has looked knows by the time that is due that something has come.
     */
    void due(Collection<Did> authors, Instant now) {
        Sql.of(em, """
                        update market_author set due_at = least(due_at, :now) where did in
                            (select did from market_author where did = any(:dids) order by did for update)
                        """).with("dids", authors).with("now", now).update();
    }

    /** Whether it takes part, and what follows of it for its requests. */
    void stands(Did author, boolean active, Instant now) {
        var changed = Sql.of(em, "update market_author set active = :active where did = :did and active <> :active")
                .with("did", author)
                .with("active", active)
                .update();
        if (changed > 0) {
            lines.refresh(ViewSchema.LIVE, author, now);
        }
    }

    void name(Did author, String handle, Instant now) {
        var changed = Sql.of(em, "update market_author set handle = :handle where did = :did and handle <> :handle")
                .with("did", author)
                .with("handle", handle)
                .update();
        if (changed > 0) {
            lines.refresh(ViewSchema.LIVE, author, now);
        }
    }

    /** All that is known of it may be otherwise now, and what a look that has begun finds as well. */
    void doubt(Did author, Instant now) {
        Sql.of(em, "update market_author set checked_at = '-infinity', due_at = :now where did = :did")
                .with("did", author)
                .with("now", now)
                .update();
    }

    /** Of these, what comes into doubt from now on is in doubt anew. */
    List<DueAuthor> claim(ClaimTurn turn) {
        var old = turn.now().minus(AuthorRefresher.LOOK_AGAIN);
        var due = claims.claim(QUEUE, turn, (claim, row) -> due(claim, row, old));
        Sql.of(em, """
                        update market_author set checked_at = 'epoch'
                            where checked_at = '-infinity' and did = any(:dids)
                        """).with("dids", due.stream().map(DueAuthor::did).toList()).update();
        return due;
    }

    private static DueAuthor due(Claim claim, Row row, Instant old) {
        return new DueAuthor(
                claim, row.as("did", Did::new), !row.instant("checked_at").isAfter(old));
    }

    Set<String> renew(String holder, Set<String> authors, Instant until) {
        return claims.renew(QUEUE, holder, authors, until);
    }

    /**
     * It was looked at; what of its records has not been asked about yet comes after the pause. What was said of it during
     * the look stands: it is due again, or in doubt.
     */
    void looked(DueAuthor due, Instant now, Duration pause) {
        if (due.anew()) {
            Sql.of(em, "update market_author set checked_at = :now where did = :did and checked_at <> '-infinity'")
                    .with("did", due.did())
                    .with("now", now)
                    .update();
        }
        var isUnasked = Sql.of(em, "select 1 from market_statement where author = :did and not asked limit 1")
                .with("did", due.did())
                .exists();
        claims.release(QUEUE, due.claim(), now.plus(isUnasked ? pause : AuthorRefresher.LOOK_AGAIN));
    }
}
