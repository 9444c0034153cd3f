package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Keeps the sealed keys of the server itself. */
@ApplicationScoped
@Transactional
public class SecretStore {
    @PersistenceContext
    EntityManager em;

    /** What is kept under this name: what was there, else the candidate. All nodes get the same. */
    public byte[] keepFirst(String name, byte[] candidate) {
        em.createNativeQuery("insert into pds_secret (name, sealed) values (?1, ?2) on conflict (name) do nothing")
                .setParameter(1, name)
                .setParameter(2, candidate)
                .executeUpdate();
        return (byte[]) em.createNativeQuery("select sealed from pds_secret where name = ?1")
                .setParameter(1, name)
                .getSingleResult();
    }
}
