package org.computecontracts.kernel.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.computecontracts.kernel.TenantId;

/** Lets transactions, on whatever node, that are about to add the same thing pass one after the other. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class AdvisoryLockStore {
    @PersistenceContext
    EntityManager em;

    /** Waits until no other transaction holds this name; the end of ours lets it go. */
    public void take(TenantId tenant, String name) {
        em.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))")
                .setParameter(1, tenant.value() + " " + name)
                .getSingleResult();
    }
}
