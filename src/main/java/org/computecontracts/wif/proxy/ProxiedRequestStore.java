package org.computecontracts.wif.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.wif.WebReply;
import org.computecontracts.wif.rbac.NewGrant;

/** Keeps what the reverse proxy decided. */
@ApplicationScoped
@Transactional
public class ProxiedRequestStore {
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

    /** What was asked since then by the workload of an order, or by one of that subject whose issuer names none; oldest first. */
    List<ProxiedRequest> by(TenantId tenant, NewGrant grant, String order, Instant since) {
        return em.createQuery(
                        "select r from ProxiedRequest r where r.tenant = :tenant and r.issuer = :issuer"
                                + " and r.subject = :subject and r.at >= :since and r.orderKey in (:order, '') order by r.at",
                        ProxiedRequest.class)
                .setParameter("tenant", tenant)
                .setParameter("issuer", grant.issuer().toString())
                .setParameter("subject", grant.subject())
                .setParameter("order", order)
                .setParameter("since", since)
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
