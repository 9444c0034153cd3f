package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.computecontracts.atproto.Did;

/** How far repositories have been read. Public data of the network: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class PollCursorStore {
    @PersistenceContext
    EntityManager em;

    boolean isRead(Did repository, String rev) {
        var cursor = em.find(PollCursor.class, repository.value());
        return cursor != null && cursor.rev().equals(rev);
    }

    void read(Did repository, String rev, Instant now) {
        var cursor = em.find(PollCursor.class, repository.value());
        if (cursor == null) {
            em.persist(new PollCursor(repository.value(), rev, now));
        } else {
            cursor.read(rev, now);
        }
    }
}
