package org.computecontracts.identity.account;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
public class MemberStore {
    private static final String SUSPECTS = """
            with recursive suspect (tenant, did) as (
                select m.tenant, m.did from member m where m.given_by = ?1 and m.given_at >= ?2
                union
                select m.tenant, m.did from member m join suspect s on m.tenant = s.tenant and m.given_by = s.did
                where m.given_at >= ?2)
            """;

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

    public Optional<Member> find(TenantId tenant, Did did) {
        return em.createQuery("select m from Membership m where m.tenant = :tenant and m.did = :did", Membership.class)
                .setParameter("tenant", tenant)
                .setParameter("did", did)
                .getResultStream()
                .findFirst()
                .map(Membership::member);
    }

    public List<Member> of(TenantId tenant) {
        return em.createQuery(
                        "select m from Membership m where m.tenant = :tenant order by m.since, m.handle",
                        Membership.class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(Membership::member)
                .toList();
    }

    /** The tenants in which the account has a place that is not suspended. The one question that is asked of an account, not of a tenant. */
    public List<TenantId> tenantsOf(Did did) {
        return em.createQuery(
                        "select m from Membership m where m.did = :did and m.suspended = false order by m.since",
                        Membership.class)
                .setParameter("did", did)
                .getResultStream()
                .map(Membership::tenant)
                .toList();
    }

    /**
     * False when the account has no place in the tenant, or none any more. One that was suspended is so no more, nor for the same
     * reason again: this is the word that it waited for.
     */
    public boolean changeRole(TenantId tenant, Did by, Did did, Role role, Instant now) {
        if (!role.rights().contains(Right.MANAGE)) {
            withdrawInvitationsOf(tenant, did);
        }
        return em.createNativeQuery("update member set role = ?3, given_by = case when suspended then null else ?4 end,"
                                + " given_at = case when suspended then null else cast(?5 as timestamptz) end, suspended = false"
                                + " where tenant = ?1 and did = ?2")
                        .setParameter(1, tenant.value())
                        .setParameter(2, did.value())
                        .setParameter(3, role.name())
                        .setParameter(4, by.value())
                        .setParameter(5, now.atOffset(UTC))
                        .executeUpdate()
                > 0;
    }

    /**
     * Names no tenant: whoever has a role from this account, given since then and in whichever tenant, or from one of those in
     * turn; what they have offered to others is withdrawn before.
     */
    public void suspendGivenBy(Did giver, Instant since) {
        for (var step : List.of(
                "delete from invitation i using suspect s where i.tenant = s.tenant and i.inviter = s.did",
                "update member m set suspended = true from suspect s where m.tenant = s.tenant and m.did = s.did and m.did <> ?1")) {
            em.createNativeQuery(SUSPECTS + step)
                    .setParameter(1, giver.value())
                    .setParameter(2, since.atOffset(UTC))
                    .executeUpdate();
        }
    }

    private void withdrawInvitationsOf(TenantId tenant, Did inviter) {
        em.createQuery("delete from OfferedPlace o where o.tenant = :tenant and o.inviter = :inviter")
                .setParameter("tenant", tenant)
                .setParameter("inviter", inviter)
                .executeUpdate();
    }

    /** With the places it has offered to others. */
    public boolean remove(TenantId tenant, Did did) {
        withdrawInvitationsOf(tenant, did);
        return em.createQuery("delete from Membership m where m.tenant = :tenant and m.did = :did")
                        .setParameter("tenant", tenant)
                        .setParameter("did", did)
                        .executeUpdate()
                > 0;
    }
}
