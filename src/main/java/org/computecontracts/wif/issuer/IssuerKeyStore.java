package org.computecontracts.wif.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

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
        insert(key, " on conflict (tenant, state) do nothing");
        return of(key.tenant());
    }

    /** Puts a key in the place of the current one, unless somebody else has done so. */
    void replace(UUID current, IssuerKey next) {
        var stillCurrent = em.createNativeQuery(
                        "select id from issuer_key where tenant = ? and id = ? and state = 'CURRENT' for update")
                .setParameter(1, next.tenant().value())
                .setParameter(2, current)
                .getResultList();
        if (stillCurrent.isEmpty()) {
            return;
        }
        run("delete from issuer_key where tenant = ? and state = 'PREVIOUS'", next.tenant());
        run("update issuer_key set state = 'PREVIOUS' where tenant = ? and state = 'CURRENT'", next.tenant());
        insert(next, "");
    }

    /** Issuers whose current key is older than this. */
    List<TenantId> due(Instant before) {
        return em.createQuery(
                        "select k.tenant from IssuerKey k where k.state = 'CURRENT' and k.createdAt < :before",
                        TenantId.class)
                .setParameter("before", before)
                .getResultList();
    }

    private void run(String sql, TenantId tenant) {
        em.createNativeQuery(sql).setParameter(1, tenant.value()).executeUpdate();
    }

    private void insert(IssuerKey key, String conflict) {
        em.createNativeQuery("insert into issuer_key (id, tenant, state, kid, sealed_key, created_at)"
                        + " values (?, ?, 'CURRENT', ?, ?, ?)" + conflict)
                .setParameter(1, key.id())
                .setParameter(2, key.tenant().value())
                .setParameter(3, key.kid())
                .setParameter(4, key.sealedKey())
                .setParameter(5, key.createdAt().atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
