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
import org.computecontracts.atproto.Did;

/** Whose the records of the view are. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class AuthorStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    ListingLineStore lines;

    /** An account that a record was read of. */
    public void meet(ViewSchema shelf, Did author, boolean active, Instant now) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
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
                .setParameter(
                        1, String.join(" ", authors.stream().map(Did::value).toList()))
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

    /** Accounts that are due, for one node to look at until then; not those that it is looking at. */
    @SuppressWarnings("unchecked") // native queries are untyped
    List<DueAuthor> claim(Instant now, Instant until, Collection<Did> except, int most) {
        List<Object[]> rows = em.createNativeQuery("update market_author set due_at = ?2,"
                        + " checked_at = greatest(checked_at, cast('epoch' as timestamptz)) where did in (select did"
                        + " from market_author where due_at <= ?1 and did <> all (string_to_array(?3, ' '))"
                        + " order by due_at limit ?4 for update skip locked) returning did, checked_at <= ?5")
                .setParameter(1, Timestamp.from(now))
                .setParameter(2, Timestamp.from(until))
                .setParameter(
                        3, String.join(" ", except.stream().map(Did::value).toList()))
                .setParameter(4, most)
                .setParameter(5, Timestamp.from(now.minus(AuthorRefresher.LOOK_AGAIN)))
                .getResultList();
        return rows.stream()
                .map(row -> new DueAuthor(new Did((String) row[0]), (Boolean) row[1], until))
                .toList();
    }

    /** The look takes longer; false when it is due again meanwhile, or another's. */
    boolean hold(DueAuthor due, Instant until) {
        return em.createNativeQuery("update market_author set due_at = ?3 where did = ?1 and due_at = ?2")
                        .setParameter(1, due.did().value())
                        .setParameter(2, Timestamp.from(due.until()))
                        .setParameter(3, Timestamp.from(until))
                        .executeUpdate()
                == 1;
    }

    /**
     * It was looked at; what of its records has not been asked about yet comes after the pause. What was said of it during
     * the look stands: it is due again, or in doubt.
     */
    void looked(DueAuthor due, Instant now, Duration pause) {
        em.createNativeQuery("update market_author set"
                        + " checked_at = case when ?2 and checked_at <> '-infinity' then ?3 else checked_at end,"
                        + " due_at = case when due_at <> ?6 then due_at"
                        + " when exists (select 1 from market_statement where author = ?1 and not asked)"
                        + " then cast(?4 as timestamptz) else cast(?5 as timestamptz) end where did = ?1")
                .setParameter(1, due.did().value())
                .setParameter(2, due.anew())
                .setParameter(3, Timestamp.from(now))
                .setParameter(4, Timestamp.from(now.plus(pause)))
                .setParameter(5, Timestamp.from(now.plus(AuthorRefresher.LOOK_AGAIN)))
                .setParameter(6, Timestamp.from(due.until()))
                .executeUpdate();
    }
}
