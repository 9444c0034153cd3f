package org.computecontracts.market.protocol;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;

@ApplicationScoped
@Transactional
public class PublicationStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    AdvisoryLockStore turns;

    /** Keeps this one, or gives back the one already kept for the purpose. Two at once take turns. */
    public Publication keep(TenantId tenant, Publication publication, String purpose) {
        turns.take(tenant, purpose);
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

    public void written(TenantId tenant, String purpose, Instant now) {
        find(tenant, purpose).ifPresent(publication -> publication.written(now));
    }

    long countBids(TenantId tenant, Instant since) {
        return em.createQuery(
                        "select count(p) from Publication p where p.tenant = :tenant and p.purpose like 'bid %'"
                                + " and p.writtenAt > :since",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("since", since)
                .getSingleResult();
    }
}
