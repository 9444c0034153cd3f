package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;

@ApplicationScoped
@Transactional
class PublicationStore {
    @PersistenceContext
    EntityManager em;

    /** Keeps this one, or gives back the one already kept for the purpose. */
    Publication keep(TenantId tenant, Publication publication, String purpose) {
        var known = find(tenant, purpose);
        if (known.isPresent()) {
            return known.get();
        }
        em.persist(publication);
        return publication;
    }

    Optional<Publication> find(TenantId tenant, String purpose) {
        return em.createQuery(
                        "select p from Publication p where p.tenant = :tenant and p.purpose = :purpose",
                        Publication.class)
                .setParameter("tenant", tenant)
                .setParameter("purpose", purpose)
                .getResultStream()
                .findFirst();
    }

    void written(TenantId tenant, String purpose, Instant now) {
        find(tenant, purpose).ifPresent(publication -> publication.written(now));
    }
}
