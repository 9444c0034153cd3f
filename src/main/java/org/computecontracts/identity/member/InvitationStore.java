package org.computecontracts.identity.member;

import static java.time.ZoneOffset.UTC;

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

/** Keeps the invitations that are open: one an account in a tenant. */
@ApplicationScoped
@Transactional
public class InvitationStore {
    @PersistenceContext
    EntityManager em;

    /** A later one takes the place of the one before. */
    void add(Invitation made) {
        em.createNativeQuery("insert into invitation (id, tenant, did, handle, role, inviter, made_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant, did) do update set id = excluded.id,"
                        + " handle = excluded.handle, role = excluded.role, inviter = excluded.inviter, made_at = excluded.made_at,"
                        + " expires_at = excluded.expires_at")
                .setParameter(1, made.id())
                .setParameter(2, made.tenant().value())
                .setParameter(3, made.did().value())
                .setParameter(4, made.handle().value())
                .setParameter(5, made.role().name())
                .setParameter(6, made.inviter().value())
                .setParameter(7, made.madeAt().atOffset(UTC))
                .setParameter(8, made.expiresAt().atOffset(UTC))
                .executeUpdate();
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
        taken.ifPresent(invitation -> em.createNativeQuery(
                        "insert into member (id, tenant, did, handle, role, since, given_by, given_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant, did) do update set role = excluded.role,"
                                + " given_by = excluded.given_by, given_at = excluded.given_at, suspended = false")
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, invitation.tenant().value())
                .setParameter(3, invitation.did().value())
                .setParameter(4, invitation.handle().value())
                .setParameter(5, invitation.role().name())
                .setParameter(6, now.atOffset(UTC))
                .setParameter(7, invitation.inviter().value())
                .setParameter(8, invitation.madeAt().atOffset(UTC))
                .executeUpdate());
        return taken;
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
