package org.computecontracts.identity.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.data.Sql;

/** Keeps the portal's own keys as an OAuth client, sealed: the same for all tenants, since the portal is one client. */
@ApplicationScoped
@Transactional
class ClientKeyStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    /** Those made since, the youngest first. */
    List<ClientKey> since(Instant from) {
        return em.createQuery(
                        "select k from SealedClientKey k where k.madeAt >= :from order by k.madeAt desc",
                        SealedClientKey.class)
                .setParameter("from", from)
                .getResultStream()
                .map(key -> key.open(vault))
                .toList();
    }

    /** Whichever node comes first makes it: one that finds a key made after the instant given leaves it at that. */
    void keep(Es256Key made, Instant unlessMadeAfter, Instant now) {
        Sql.of(em, "lock table oauth_client_key in share row exclusive mode").run();
        var youngest = em.createQuery("select max(k.madeAt) from SealedClientKey k", Instant.class)
                .getSingleResult();
        if (youngest == null || !youngest.isAfter(unlessMadeAfter)) {
            em.persist(SealedClientKey.of(made, vault, now));
        }
    }

    /** Those that are believed no longer, and those from before the other instant that no session belongs to. */
    void drop(Instant believedFrom, Instant usedFrom) {
        Sql.of(em, """
                        delete from oauth_client_key k
                         where made_at < :believedFrom
                            or (made_at < :usedFrom and not exists
                                (select from account_session s where s.client_key = k.id and not s.ended))
                        """)
                .with("believedFrom", believedFrom)
                .with("usedFrom", usedFrom)
                .run();
    }
}
