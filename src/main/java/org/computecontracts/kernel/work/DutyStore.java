package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;

/** Which node has which duty. */
@ApplicationScoped
@Transactional
public class DutyStore {
    @PersistenceContext
    EntityManager em;

    /** Takes it or keeps it; false while another has it. */
    boolean take(String duty, String node, Instant now, Instant until) {
        return em.createNativeQuery("insert into duty as d (name, holder, until) values (?1, ?2, ?4)"
                                + " on conflict (name) do update set holder = excluded.holder, until = excluded.until"
                                + " where d.holder = excluded.holder or d.until < ?3")
                        .setParameter(1, duty)
                        .setParameter(2, node)
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .setParameter(4, until.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }
}
