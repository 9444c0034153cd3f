package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.computecontracts.kernel.data.Sql;

/** Which node has which duty. */
@ApplicationScoped
@Transactional
public class DutyStore {
    @PersistenceContext
    EntityManager em;

    /** Takes it or keeps it; false while another has it. */
    boolean take(String duty, String node, Instant now, Instant until) {
        return Sql.of(
                                em,
                                "insert into duty as d (name, holder, until) values (:duty, :node, :until)"
                                        + " on conflict (name) do update set holder = excluded.holder, until = excluded.until"
                                        + " where d.holder = excluded.holder or d.until < :now")
                        .with("duty", duty)
                        .with("node", node)
                        .with("now", now)
                        .with("until", until)
                        .update()
                == 1;
    }
}
