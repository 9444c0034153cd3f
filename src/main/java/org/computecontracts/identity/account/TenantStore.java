package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.Tenancy;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps the tenants: one an account. */
@ApplicationScoped
@Transactional
public class TenantStore {
    @PersistenceContext
    EntityManager em;

    /** The account's tenant, opened if there is none: two sign-ins at once end in the same one. */
    public Tenant open(Did did, Handle handle, URI pds, Instant now) {
        Sql.of(em, """
                        insert into tenant (id, did, handle, pds, created_at) values (:id, :did, :handle, :pds, :now)
                        on conflict (did) do nothing
                        """)
                .with("id", UUID.randomUUID())
                .with("did", did)
                .with("handle", handle)
                .with("pds", pds)
                .with("now", now)
                .run();
        var tenancy = byDid(did).orElseThrow();
        tenancy.moved(handle, pds);
        return tenancy.tenant();
    }

    public Optional<Tenant> find(TenantId tenant) {
        return Optional.ofNullable(em.find(Tenancy.class, tenant.value())).map(Tenancy::tenant);
    }

    public Optional<Tenant> find(Did did) {
        return byDid(did).map(Tenancy::tenant);
    }

    List<Tenant> all() {
        return em.createQuery("select t from Tenancy t order by t.handle", Tenancy.class)
                .getResultStream()
                .map(Tenancy::tenant)
                .toList();
    }

    void rename(Did did, Handle handle) {
        byDid(did).ifPresent(tenancy -> tenancy.moved(handle, tenancy.tenant().pds()));
    }

    private Optional<Tenancy> byDid(Did did) {
        return em.createQuery("select t from Tenancy t where t.did = :did", Tenancy.class)
                .setParameter("did", did)
                .getResultStream()
                .findFirst();
    }
}
