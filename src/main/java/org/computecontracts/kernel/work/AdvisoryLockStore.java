package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Lets transactions, on whatever node, that are about to add the same thing pass one after the other. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class AdvisoryLockStore {
    @PersistenceContext
    EntityManager em;

    /** Waits until no other transaction holds this name; the end of ours lets it go. */
    public void take(TenantId tenant, String name) {
        Sql.of(em, "select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .with("name", tenant.value() + " " + name)
                .run();
    }
}
