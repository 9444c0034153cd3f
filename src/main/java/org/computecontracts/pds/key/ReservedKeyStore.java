package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;

/** Keeps the sealed keys that accounts to come will sign with. */
@ApplicationScoped
@Transactional
class ReservedKeyStore {
    @PersistenceContext
    EntityManager em;

    /** What is kept for this DID: what was there, else the candidate. */
    byte[] keepFirst(Did did, byte[] candidate, Instant now) {
        em.createNativeQuery(
                        "insert into pds_reserved_key (did, sealed, at) values (?1, ?2, ?3) on conflict (did) do nothing")
                .setParameter(1, did.value())
                .setParameter(2, candidate)
                .setParameter(3, Timestamp.from(now))
                .executeUpdate();
        return find(did).orElse(candidate);
    }

    Optional<byte[]> find(Did did) {
        List<?> rows = em.createNativeQuery("select sealed from pds_reserved_key where did = ?1")
                .setParameter(1, did.value())
                .getResultList();
        return rows.stream().map(byte[].class::cast).findFirst();
    }

    void forget(Did did) {
        em.createNativeQuery("delete from pds_reserved_key where did = ?1")
                .setParameter(1, did.value())
                .executeUpdate();
    }

    void forgetBefore(Instant limit) {
        em.createNativeQuery("delete from pds_reserved_key where at < ?1")
                .setParameter(1, Timestamp.from(limit))
                .executeUpdate();
    }
}
