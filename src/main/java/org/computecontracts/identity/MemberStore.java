package org.computecontracts.identity;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** Keeps who belongs to which tenant. */
@ApplicationScoped
@Transactional
class MemberStore {
    @PersistenceContext
    EntityManager em;

    /** Adds the member; one who is there already gets the role and handle given, and keeps the date. */
    void put(TenantId tenant, Member member) {
        em.createNativeQuery("insert into member (id, tenant, did, handle, role, since) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (tenant, did) do update set handle = excluded.handle, role = excluded.role")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, tenant.value())
                .setParameter(3, member.did().value())
                .setParameter(4, member.handle().value())
                .setParameter(5, member.role().name())
                .setParameter(6, member.since().atOffset(UTC))
                .executeUpdate();
    }

    Optional<Member> find(TenantId tenant, Did did) {
        return em.createQuery("select m from Membership m where m.tenant = :tenant and m.did = :did", Membership.class)
                .setParameter("tenant", tenant)
                .setParameter("did", did)
                .getResultStream()
                .findFirst()
                .map(Membership::member);
    }

    List<Member> of(TenantId tenant) {
        return em.createQuery(
                        "select m from Membership m where m.tenant = :tenant order by m.since, m.handle",
                        Membership.class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(Membership::member)
                .toList();
    }

    /** The tenants in which the account has a place. The one question that is asked of an account, not of a tenant. */
    List<TenantId> tenantsOf(Did did) {
        return em.createQuery("select m from Membership m where m.did = :did order by m.since", Membership.class)
                .setParameter("did", did)
                .getResultStream()
                .map(Membership::tenant)
                .toList();
    }

    /** False when the account has no place in the tenant, or none any more. */
    boolean changeRole(TenantId tenant, Did did, Role role) {
        if (!role.rights().contains(Right.MANAGE)) {
            withdrawInvitationsOf(tenant, did);
        }
        return em.createQuery("update Membership m set m.role = :role where m.tenant = :tenant and m.did = :did")
                        .setParameter("role", role)
                        .setParameter("tenant", tenant)
                        .setParameter("did", did)
                        .executeUpdate()
                > 0;
    }

    private void withdrawInvitationsOf(TenantId tenant, Did inviter) {
        em.createQuery("delete from OfferedPlace o where o.tenant = :tenant and o.inviter = :inviter")
                .setParameter("tenant", tenant)
                .setParameter("inviter", inviter)
                .executeUpdate();
    }

    /** With the places it has offered to others. */
    boolean remove(TenantId tenant, Did did) {
        withdrawInvitationsOf(tenant, did);
        return em.createQuery("delete from Membership m where m.tenant = :tenant and m.did = :did")
                        .setParameter("tenant", tenant)
                        .setParameter("did", did)
                        .executeUpdate()
                > 0;
    }
}
