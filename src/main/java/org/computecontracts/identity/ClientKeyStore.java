package org.computecontracts.identity;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.identity.oauth.Es256Key;
import org.computecontracts.kernel.Vault;

/** Keeps the portal's own key as an OAuth client, sealed. */
@ApplicationScoped
@Transactional
class ClientKeyStore {
    /** One for all tenants: the portal is one client. */
    private static final String ID = "first";

    private static final String PURPOSE = "oauth_client_key.sealed/" + ID;

    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    @SuppressWarnings("unchecked") // native queries are untyped
    Optional<Es256Key> find() {
        List<byte[]> sealed = em.createNativeQuery("select sealed from oauth_client_key where id = ?1")
                .setParameter(1, ID)
                .getResultList();
        return sealed.stream().findFirst().map(bytes -> Es256Key.of(vault.openText(bytes, PURPOSE)));
    }

    /** Whichever node comes first makes it. */
    Es256Key keep(Es256Key made, Instant now) {
        em.createNativeQuery(
                        "insert into oauth_client_key (id, sealed, made_at) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, ID)
                .setParameter(2, vault.sealText(made.stored(), PURPOSE))
                .setParameter(3, now.atOffset(UTC))
                .executeUpdate();
        return find().orElseThrow();
    }
}
