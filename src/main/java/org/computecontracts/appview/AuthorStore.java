package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Did;
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
        em.createNativeQuery(view.opened()).executeUpdate();
        em.createNativeQuery("insert into market_author (did, handle, active, checked_at, due_at)"
                        + " values (?1, ?1, ?2, 'epoch', ?3) on conflict (did) do nothing")
                .setParameter(1, author.value())
                .setParameter(2, active)
                .setParameter(3, Timestamp.from(now))
                .executeUpdate();
    }

    /**
     * They are looked at as soon as a hand is free. To be said in the transaction that puts their records: who looks before it
     * ends finds nothing to ask about, and who has looked knows by the time that is due that something has come.
     */
    void due(Collection<Did> authors, Instant now) {
        em.createNativeQuery("update market_author set due_at = least(due_at, ?2) where did in (select did"
                        + " from market_author where did = any (string_to_array(?1, ' ')) order by did for update)")
                .setParameter(1, names(authors))
                .setParameter(2, Timestamp.from(now))
                .executeUpdate();
    }

    /** Whether it takes part, and what follows of it for its requests. */
    void stands(Did author, boolean active, Instant now) {
        var changed = em.createNativeQuery("update market_author set active = ?2 where did = ?1 and active <> ?2")
                .setParameter(1, author.value())
                .setParameter(2, active)
                .executeUpdate();
        if (changed > 0) {
            lines.refresh(ViewSchema.LIVE, author, now);
        }
    }

    void name(Did author, String handle, Instant now) {
        var changed = em.createNativeQuery("update market_author set handle = ?2 where did = ?1 and handle <> ?2")
                .setParameter(1, author.value())
                .setParameter(2, handle)
                .executeUpdate();
        if (changed > 0) {
            lines.refresh(ViewSchema.LIVE, author, now);
        }
    }

    /** All that is known of it may be otherwise now, and what a look that has begun finds as well. */
    void doubt(Did author, Instant now) {
        em.createNativeQuery("update market_author set checked_at = '-infinity', due_at = ?2 where did = ?1")
                .setParameter(1, author.value())
                .setParameter(2, Timestamp.from(now))
                .executeUpdate();
    }

    /** Of these, what comes into doubt from now on is in doubt anew. */
    List<DueAuthor> claim(ClaimTurn turn) {
        var old = turn.now().minus(AuthorRefresher.LOOK_AGAIN);
        var due = claims.claim(QUEUE, turn).stream()
                .map(claim -> new DueAuthor(
                        claim,
                        new Did(claim.key()),
                        !claim.row().instant("checked_at").isAfter(old)))
                .toList();
        em.createNativeQuery("update market_author set checked_at = 'epoch' where checked_at = '-infinity'"
                        + " and did = any (string_to_array(?1, ' '))")
                .setParameter(1, names(due.stream().map(DueAuthor::did).toList()))
                .executeUpdate();
        return due;
    }

    Set<String> renew(String holder, Set<String> authors, Instant until) {
        return claims.renew(QUEUE, holder, authors, until);
    }

    /**
     * It was looked at; what of its records has not been asked about yet comes after the pause. What was said of it during
     * the look stands: it is due again, or in doubt.
     */
    void looked(DueAuthor due, Instant now, Duration pause) {
        var author = due.did().value();
        if (due.anew()) {
            em.createNativeQuery(
                            "update market_author set checked_at = ?2 where did = ?1 and checked_at <> '-infinity'")
                    .setParameter(1, author)
                    .setParameter(2, Timestamp.from(now))
                    .executeUpdate();
        }
        var isUnasked = !em.createNativeQuery("select 1 from market_statement where author = ?1 and not asked limit 1")
                .setParameter(1, author)
                .getResultList()
                .isEmpty();
        claims.release(QUEUE, due.claim(), now.plus(isUnasked ? pause : AuthorRefresher.LOOK_AGAIN));
    }

    private static String names(Collection<Did> authors) {
        return String.join(" ", authors.stream().map(Did::value).toList());
    }
}
