package org.computecontracts.trust;

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
import org.computecontracts.kernel.data.Sql;

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

    /** The version after {@code base}; false when that is not the latest any more. */
    boolean add(TenantId tenant, NewPolicy policy, int base, Instant now) {
        return Sql.of(em, """
                                insert into policy (id, tenant, version, body, changed_at)
                                select :id, :tenant, :version, :body, :now
                                 where (select coalesce(max(version), 0) from policy where tenant = :tenant) = :base
                                on conflict (tenant, version) do nothing
                                """)
                        .with("id", UUID.randomUUID())
                        .with("tenant", tenant)
                        .with("version", base + 1)
                        .with("body", Json.write(policy))
                        .with("now", now)
                        .with("base", base)
                        .update()
                > 0;
    }
}
