package org.computecontracts.trust;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** Keeps the tenants' policies, version by version. */
@ApplicationScoped
@Transactional
class PolicyStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    TrustSettings settings;

    /** The latest version, or the default policy. */
    Policy of(TenantId tenant) {
        return em.createQuery(
                        "select p from StoredPolicy p where p.tenant = :tenant order by p.version desc",
                        StoredPolicy.class)
                .setParameter("tenant", tenant)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(StoredPolicy::policy)
                .orElseGet(() -> DefaultPolicy.with(settings.defaultMaxPrice()));
    }

    /** Empty when the tenant has no such version; 0 is the default policy. */
    Optional<Policy> version(TenantId tenant, int version) {
        if (version == 0) {
            return Optional.of(DefaultPolicy.with(settings.defaultMaxPrice()));
        }
        return em.createQuery(
                        "select p from StoredPolicy p where p.tenant = :tenant and p.version = :version",
                        StoredPolicy.class)
                .setParameter("tenant", tenant)
                .setParameter("version", version)
                .getResultStream()
                .findFirst()
                .map(StoredPolicy::policy);
    }

    /** False when somebody else has just taken the same version. */
    boolean add(TenantId tenant, NewPolicy policy, Instant now) {
        return em.createNativeQuery("insert into policy (id, tenant, version, body, changed_at)"
                                + " values (?, ?, (select coalesce(max(version), 0) + 1 from policy where tenant = ?), ?, ?)"
                                + " on conflict (tenant, version) do nothing")
                        .setParameter(1, UUID.randomUUID())
                        .setParameter(2, tenant.value())
                        .setParameter(3, tenant.value())
                        .setParameter(4, Json.write(policy))
                        .setParameter(5, now.atOffset(UTC))
                        .executeUpdate()
                > 0;
    }
}
