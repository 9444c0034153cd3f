package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.computecontracts.atproto.Allowance;

/** Counts attempts by key, for all nodes and over restarts. */
@ApplicationScoped
@Transactional
class AttemptStore {
    @PersistenceContext
    EntityManager em;

    /** What has been spent under this key, with this attempt. */
    Allowance attempt(String key, int most, Duration window, Instant now) {
        var row = (Object[]) em.createNativeQuery("""
                        insert into pds_attempt (key, until, count) values (?1, ?2, 1)
                        on conflict (key) do update set
                            count = case when pds_attempt.until <= ?3 then 1 else pds_attempt.count + 1 end,
                            until = case when pds_attempt.until <= ?3 then excluded.until else pds_attempt.until end
                        returning until, count
                        """)
                .setParameter(1, key)
                .setParameter(2, Timestamp.from(now.plus(window)))
                .setParameter(3, Timestamp.from(now))
                .getSingleResult();
        var since = ((Timestamp) row[0]).toInstant().minus(window);
        return new Allowance(most, window, since, ((Number) row[1]).intValue());
    }

    void forgetBefore(Instant now) {
        em.createNativeQuery("delete from pds_attempt where until < ?1")
                .setParameter(1, Timestamp.from(now))
                .executeUpdate();
    }
}
