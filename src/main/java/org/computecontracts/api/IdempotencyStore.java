package org.computecontracts.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;

@ApplicationScoped
@Transactional
class IdempotencyStore {
    private static final Duration KEPT = Duration.ofDays(2);

    @PersistenceContext
    EntityManager em;

    @SuppressWarnings("unchecked") // native queries are untyped
    Optional<GivenAnswer> find(TenantId tenant, String key) {
        List<Object[]> rows = em.createNativeQuery(
                        "select fingerprint, status, answer from idempotency where tenant = ?1 and key = ?2")
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .getResultList();
        return rows.stream()
                .map(row -> new GivenAnswer((String) row[0], ((Number) row[1]).intValue(), (String) row[2]))
                .findFirst();
    }

    /** Forgets what the tenant was answered long ago. */
    void keep(TenantId tenant, String key, GivenAnswer answer, Instant now) {
        em.createNativeQuery("delete from idempotency where tenant = ?1 and at < ?2")
                .setParameter(1, tenant.value())
                .setParameter(2, now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .executeUpdate();
        em.createNativeQuery("insert into idempotency (tenant, key, fingerprint, status, answer, at)"
                        + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing")
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .setParameter(3, answer.fingerprint())
                .setParameter(4, answer.status())
                .setParameter(5, answer.body())
                .setParameter(6, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }
}
