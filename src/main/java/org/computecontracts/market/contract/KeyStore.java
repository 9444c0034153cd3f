package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.work.AdvisoryLockStore;

/** Which contract the keys are of that workloads register. */
@ApplicationScoped
@Transactional
public class KeyStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    ContractStore contracts;

    @Inject
    AdvisoryLockStore turns;

    /** Makes it the contract's key, unless it is another's. Tells whether it is its own now. */
    public boolean claim(Contract contract, AtUri key) {
        turns.take(contract.tenant(), key.value());
        if (isOfAnother(contract, key)) {
            return false;
        }
        contracts.change(contract.tenant(), contract.id(), c -> c.records().key(key));
        return true;
    }

    public boolean isOfAnother(Contract contract, AtUri key) {
        return em.createQuery(
                                "select count(c) from Contract c where c.tenant = :tenant and c.records.keyUri = :key and c.id <> :id",
                                Long.class)
                        .setParameter("tenant", contract.tenant())
                        .setParameter("key", key)
                        .setParameter("id", contract.id())
                        .getSingleResult()
                > 0;
    }
}
