package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.identity.Tenancy;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;

/** Keeps the attestation keys, sealed. */
@ApplicationScoped
@Transactional
public class AttestationKeyStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    Optional<SigningKey> find(TenantId tenant) {
        return row(tenant).map(key -> key.open(vault));
    }

    /** The first key stays: a second one would leave what the first has signed without an owner. */
    SigningKey keep(TenantId tenant, SigningKey key, Instant now) {
        em.find(Tenancy.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE);
        return row(tenant).map(known -> known.open(vault)).orElseGet(() -> {
            em.persist(SealedKey.of(tenant, key, vault, now));
            return key;
        });
    }

    boolean isAnnounced(TenantId tenant) {
        return row(tenant).filter(SealedKey::isAnnounced).isPresent();
    }

    void announced(TenantId tenant, Instant now) {
        row(tenant).ifPresent(key -> key.announced(now));
    }

    /** Whose keys are still to be announced; a bounded piece of work for the timer. */
    List<TenantId> unannounced() {
        return em.createQuery(
                        "select k from SealedKey k where k.announcedAt is null order by k.madeAt", SealedKey.class)
                .setMaxResults(100)
                .getResultStream()
                .map(SealedKey::tenant)
                .toList();
    }

    private Optional<SealedKey> row(TenantId tenant) {
        return Optional.ofNullable(em.find(SealedKey.class, tenant.value()));
    }
}
