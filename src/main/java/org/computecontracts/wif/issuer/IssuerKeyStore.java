package org.computecontracts.wif.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps each issuer's current and previous key. */
@ApplicationScoped
@Transactional
public class IssuerKeyStore {
    @PersistenceContext
    EntityManager em;

    /** The current key first; empty before the first use. */
    List<IssuerKey> of(TenantId tenant) {
        return em.createQuery("select k from IssuerKey k where k.tenant = :tenant order by k.state", IssuerKey.class)
                .setParameter("tenant", tenant)
                .getResultList();
    }

    /** The first key of an issuer; another node's that was quicker stays. */
    List<IssuerKey> begin(IssuerKey key) {
        Sql.of(em, """
                        insert into issuer_key (id, tenant, state, kid, sealed_key, created_at)
                        values (:id, :tenant, :state, :kid, :sealedKey, :createdAt) on conflict (tenant, state) do nothing
                        """)
                .with("id", key.id())
                .with("tenant", key.tenant())
                .with("state", IssuerKey.CURRENT)
                .with("kid", key.kid())
                .with("sealedKey", key.sealedKey())
                .with("createdAt", key.createdAt())
                .run();
        return of(key.tenant());
    }

    /** Puts a key in the place of the current one, unless somebody else has done so. */
    void replace(UUID current, IssuerKey next) {
        var replaced = em.find(IssuerKey.class, current, LockModeType.PESSIMISTIC_WRITE);
        if (replaced == null || !replaced.tenant().equals(next.tenant()) || !replaced.isCurrent()) {
            return;
        }
        em.createQuery("delete from IssuerKey k where k.tenant = :tenant and k.state = :previous")
                .setParameter("tenant", next.tenant())
                .setParameter("previous", IssuerKey.PREVIOUS)
                .executeUpdate();
        replaced.retire();
        // The one before the other: of each state there is one key
        em.flush();
        em.persist(next);
    }

    /** Issuers whose current key is older than this. */
    List<TenantId> due(Instant before) {
        return em.createQuery(
                        "select k.tenant from IssuerKey k where k.state = :current and k.createdAt < :before",
                        TenantId.class)
                .setParameter("current", IssuerKey.CURRENT)
                .setParameter("before", before)
                .getResultList();
    }
}
