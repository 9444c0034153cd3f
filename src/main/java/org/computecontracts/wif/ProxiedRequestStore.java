package org.computecontracts.wif;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.TenantId;

/** Keeps what the reverse proxy decided. */
@ApplicationScoped
@Transactional
class ProxiedRequestStore {
    private static final int SHOWN = 200;

    @PersistenceContext
    EntityManager em;

    void add(ProxiedRequest request) {
        em.persist(request);
    }

    /** Keeps what came of it. */
    void answered(TenantId tenant, UUID id, WebReply reply) {
        em.createQuery("select r from ProxiedRequest r where r.tenant = :tenant and r.id = :id", ProxiedRequest.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultStream()
                .forEach(request -> request.answered(reply));
    }

    /** What was asked by virtue of one RBAC record, oldest first. */
    List<ProxiedRequest> by(TenantId tenant, AtUri rbac) {
        return em.createQuery(
                        "select r from ProxiedRequest r where r.tenant = :tenant and r.recordUri = :rbac order by r.at",
                        ProxiedRequest.class)
                .setParameter("tenant", tenant)
                .setParameter("rbac", rbac.value())
                .setMaxResults(SHOWN)
                .getResultList();
    }

    List<ProxiedRequest> latest(TenantId tenant) {
        return em.createQuery(
                        "select r from ProxiedRequest r where r.tenant = :tenant order by r.at desc",
                        ProxiedRequest.class)
                .setParameter("tenant", tenant)
                .setMaxResults(SHOWN)
                .getResultList();
    }

    /** Of all tenants: nobody's history is kept longer. */
    void drop(Instant before) {
        em.createQuery("delete from ProxiedRequest r where r.at < :before")
                .setParameter("before", before)
                .executeUpdate();
    }
}
