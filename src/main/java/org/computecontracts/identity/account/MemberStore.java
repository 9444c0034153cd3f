package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps who belongs to which tenant. */
@ApplicationScoped
@Transactional
public class MemberStore {
    private static final String SUSPECTS = """
            with recursive suspect (tenant, did) as (
                select m.tenant, m.did from member m where m.given_by = :giver and m.given_at >= :since
                union
                select m.tenant, m.did from member m join suspect s on m.tenant = s.tenant and m.given_by = s.did
                where m.given_at >= :since)
            """;

    @PersistenceContext
    EntityManager em;

    /** Adds the member; one who is there already gets the role and handle given, and keeps the date. */
    void put(TenantId tenant, Member member) {
        Sql.of(em, """
                        insert into member (id, tenant, did, handle, role, since)
                        values (:id, :tenant, :did, :handle, :role, :since)
                        on conflict (tenant, did) do update set handle = excluded.handle, role = excluded.role
                        """)
                .with("id", UUID.randomUUID())
                .with("tenant", tenant)
                .with("did", member.did())
                .with("handle", member.handle())
                .with("role", member.role())
                .with("since", member.since())
                .run();
    }

    public Optional<Member> find(TenantId tenant, Did did) {
        return query(tenant, did).getResultStream().findFirst().map(Membership::member);
    }

    private TypedQuery<Membership> query(TenantId tenant, Did did) {
        return em.createQuery("select m from Membership m where m.tenant = :tenant and m.did = :did", Membership.class)
                .setParameter("tenant", tenant)
                .setParameter("did", did);
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
        var place = query(tenant, did)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
        place.ifPresent(membership -> membership.becomes(role, by, now));
        return place.isPresent();
    }

    /**
     * Names no tenant: whoever has a role from this account, given since then and in whichever tenant, or from one of those in
     * turn; what they have offered to others is withdrawn before.
     */
    public void suspendGivenBy(Did giver, Instant since) {
        for (var step : List.of(
                "delete from invitation i using suspect s where i.tenant = s.tenant and i.inviter = s.did",
                "update member m set suspended = true from suspect s where m.tenant = s.tenant and m.did = s.did and m.did <> :giver")) {
            Sql.of(em, SUSPECTS + step)
                    .with("giver", giver)
                    .with("since", since)
                    .run();
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
