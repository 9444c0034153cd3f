package org.computecontracts.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** Keeps the API tokens' hashes. */
@ApplicationScoped
@Transactional
class ApiTokenStore {
    @PersistenceContext
    EntityManager em;

    ApiToken add(StoredToken token) {
        em.persist(token);
        return token.token();
    }

    List<ApiToken> of(TenantId tenant) {
        return em.createQuery(
                        "select t from StoredToken t where t.tenant = :tenant order by t.createdAt desc, t.name",
                        StoredToken.class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(StoredToken::token)
                .toList();
    }

    boolean remove(TenantId tenant, UUID id) {
        return em.createQuery("delete from StoredToken t where t.tenant = :tenant and t.id = :id")
                        .setParameter("tenant", tenant)
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /** Names no tenant: the token is what says which one. */
    Optional<TokenHolder> use(byte[] hash, Instant now) {
        var found = em.createQuery(
                        "select t from StoredToken t where t.hash = :hash and t.expiresAt > :now", StoredToken.class)
                .setParameter("hash", hash)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
        found.ifPresent(token -> token.used(now));
        return found.map(StoredToken::holder);
    }
}
