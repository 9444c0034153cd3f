package org.computecontracts.identity.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;

/** Keeps the API tokens' hashes. */
@ApplicationScoped
@Transactional
public class ApiTokenStore {
    private static final String WITH_THE_MAKERS_ROLE =
            "select new org.computecontracts.identity.token.MakersToken(t, m.role) from StoredToken t, Membership m where m.tenant = t.tenant and m.did = t.maker"
                    + " and m.suspended = false and ";

    @PersistenceContext
    EntityManager em;

    /** In the place of those of the tenant that have expired. */
    void add(StoredToken token, TenantId tenant, Instant now) {
        em.createQuery("delete from StoredToken t where t.tenant = :tenant and t.expiresAt <= :now")
                .setParameter("tenant", tenant)
                .setParameter("now", now)
                .executeUpdate();
        em.persist(token);
    }

    List<ApiToken> of(TenantId tenant, Instant now) {
        return em.createQuery(
                        WITH_THE_MAKERS_ROLE
                                + "t.tenant = :tenant and t.expiresAt > :now order by t.createdAt desc, t.name",
                        MakersToken.class)
                .setParameter("tenant", tenant)
                .setParameter("now", now)
                .getResultStream()
                .map(found -> found.token().token(found.role()))
                .toList();
    }

    boolean remove(TenantId tenant, UUID id) {
        return em.createQuery("delete from StoredToken t where t.tenant = :tenant and t.id = :id")
                        .setParameter("tenant", tenant)
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /** Names no tenant: those that the account has made, in whichever. Answers when the oldest of them was made. */
    public Optional<Instant> endAll(Did maker) {
        var oldest = em.createQuery("select min(t.createdAt) from StoredToken t where t.maker = :maker", Instant.class)
                .setParameter("maker", maker)
                .getSingleResult();
        em.createQuery("delete from StoredToken t where t.maker = :maker")
                .setParameter("maker", maker)
                .executeUpdate();
        return Optional.ofNullable(oldest);
    }

    /** Names no tenant: the token is what says which one. */
    Optional<TokenHolder> use(byte[] hash, Instant now) {
        return em.createQuery(WITH_THE_MAKERS_ROLE + "t.hash = :hash and t.expiresAt > :now", MakersToken.class)
                .setParameter("hash", hash)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(found -> {
                    found.token().used(now);
                    return found.token().holder(found.role());
                });
    }
}
