package org.computecontracts.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.metamodel.EntityType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.protocol.NewRfp;

/** Reads and changes entities as no store of the portal does: without a lock. */
@ApplicationScoped
@Transactional
public class VersionedStore {
    private static final NewRfp REQUEST =
            new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);

    @PersistenceContext
    EntityManager em;

    @Inject
    ContractStore contracts;

    @Inject
    OvertakingStore overtaking;

    @Inject
    Clock clock;

    Set<EntityType<?>> entities() {
        return em.getMetamodel().getEntities();
    }

    List<?> some(EntityType<?> entity) {
        return em.createQuery("select e from " + entity.getName() + " e", entity.getJavaType())
                .setMaxResults(1)
                .getResultList();
    }

    Contract drafted(TenantId tenant) {
        var contract = Contract.drafted(
                UUID.randomUUID(), tenant, new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz"), REQUEST, clock.instant());
        contracts.add(contract);
        return contract;
    }

    /** Another transaction commits between its reading and its commit. */
    void beOvertaken(Contract contract) {
        var mine = em.find(Contract.class, contract.id());
        overtaking.change(contract);
        mine.announced(clock.instant());
    }

    /** Writes what was read in another transaction. */
    void write(Contract detached) {
        detached.announced(clock.instant());
        em.merge(detached);
    }

    Contract read(UUID id) {
        return em.find(Contract.class, id);
    }
}
