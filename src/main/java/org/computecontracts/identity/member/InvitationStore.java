package org.computecontracts.identity.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps the invitations that are open: one an account in a tenant. */
@ApplicationScoped
@Transactional
public class InvitationStore {
    @PersistenceContext
    EntityManager em;

    /** A later one takes the place of the one before. */
    void add(Invitation made) {
        Sql.of(em, """
                        insert into invitation (id, tenant, did, handle, role, inviter, made_at, expires_at)
                        values (:id, :tenant, :did, :handle, :role, :inviter, :madeAt, :expiresAt)
                        on conflict (tenant, did) do update
                           set id = excluded.id, handle = excluded.handle, role = excluded.role,
                               inviter = excluded.inviter, made_at = excluded.made_at, expires_at = excluded.expires_at
                        """)
                .with("id", made.id())
                .with("tenant", made.tenant())
                .with("did", made.did())
                .with("handle", made.handle())
                .with("role", made.role())
                .with("inviter", made.inviter())
                .with("madeAt", made.madeAt())
                .with("expiresAt", made.expiresAt())
                .run();
    }

    List<Invitation> of(TenantId tenant, Instant now) {
        return em.createQuery(
                        "select o from OfferedPlace o where o.tenant = :tenant and o.expiresAt > :now order by o.madeAt",
                        OfferedPlace.class)
                .setParameter("tenant", tenant)
                .setParameter("now", now)
                .getResultStream()
                .map(OfferedPlace::invitation)
                .toList();
    }

    boolean withdraw(TenantId tenant, UUID id) {
        return em.createQuery("delete from OfferedPlace o where o.tenant = :tenant and o.id = :id")
                        .setParameter("tenant", tenant)
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /** Asked of an account, not of a tenant: whoever is invited is none there yet. */
    List<Invitation> to(Did did, Instant now) {
        return em.createQuery(
                        "select o from OfferedPlace o where o.did = :did and o.expiresAt > :now order by o.madeAt",
                        OfferedPlace.class)
                .setParameter("did", did)
                .setParameter("now", now)
                .getResultStream()
                .map(OfferedPlace::invitation)
                .toList();
    }

    /** Names no tenant: those that the account has made, in whichever. */
    public void endAll(Did inviter) {
        em.createQuery("delete from OfferedPlace o where o.inviter = :inviter")
                .setParameter("inviter", inviter)
                .executeUpdate();
    }

    /** Turns it into a membership at once, so that it is neither lost nor taken twice. */
    Optional<Invitation> accept(Collection<Did> accounts, UUID id, Instant now) {
        var taken = take(accounts, id, now);
        taken.ifPresent(invitation -> join(invitation, now));
        return taken;
    }

    private void join(Invitation invitation, Instant now) {
        Sql.of(em, """
                        insert into member (id, tenant, did, handle, role, since, given_by, given_at)
                        values (:id, :tenant, :did, :handle, :role, :now, :inviter, :madeAt)
                        on conflict (tenant, did) do update
                           set role = excluded.role, given_by = excluded.given_by, given_at = excluded.given_at,
                               suspended = false
                        """)
                .with("id", UUID.randomUUID())
                .with("tenant", invitation.tenant())
                .with("did", invitation.did())
                .with("handle", invitation.handle())
                .with("role", invitation.role())
                .with("now", now)
                .with("inviter", invitation.inviter())
                .with("madeAt", invitation.madeAt())
                .run();
    }

    /** Takes it away from the open ones, if it is to one of the accounts. */
    Optional<Invitation> take(Collection<Did> accounts, UUID id, Instant now) {
        var found = Optional.ofNullable(em.find(OfferedPlace.class, id))
                .filter(offer -> accounts.contains(offer.invitation().did()))
                .filter(offer -> offer.invitation().expiresAt().isAfter(now));
        var invitation = found.map(OfferedPlace::invitation);
        found.ifPresent(em::remove);
        return invitation;
    }
}
