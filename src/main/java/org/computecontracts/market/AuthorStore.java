package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;

/** Whose the records of the view are. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class AuthorStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    ListingLineStore lines;

    /** What is known of an account, and what follows of it for its requests. */
    void know(Shelf shelf, Did author, String handle, boolean active, Instant now) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
        em.createNativeQuery("insert into market_author (did, handle, active, checked_at) values (?1, ?2, ?3, ?4)"
                        + " on conflict (did) do update set handle = excluded.handle, active = excluded.active,"
                        + " checked_at = excluded.checked_at")
                .setParameter(1, author.value())
                .setParameter(2, handle)
                .setParameter(3, active)
                .setParameter(4, Timestamp.from(now))
                .executeUpdate();
        lines.refresh(shelf, author, now);
    }

    boolean knows(Shelf shelf, Did author) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
        return !em.createNativeQuery("select 1 from market_author where did = ?1")
                .setParameter(1, author.value())
                .getResultList()
                .isEmpty();
    }

    /** The accounts that were looked at longest ago, before the given time. */
    List<Did> checkedBefore(Instant time, int most) {
        return rows(em.createNativeQuery("select did from market_author where checked_at < ?1 order by checked_at")
                        .setParameter(1, Timestamp.from(time))
                        .setMaxResults(most)
                        .getResultList())
                .stream()
                .map(Did::new)
                .toList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<String> rows(List<?> rows) {
        return (List<String>) rows;
    }
}
