package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.BUILDER_EXISTS;
import static org.computecontracts.compute.ComputeProblem.BUILDER_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.kernel.TenantId;

/** Builders in the database, cheapest first. */
@ApplicationScoped
@Transactional
class BuilderStore {
    @PersistenceContext
    EntityManager em;

    void add(TenantId tenant, StoredBuilder builder, String name) {
        // Two at once: the second finds the row, or fails on the constraint.
        if (of(tenant).stream().anyMatch(known -> known.name().equals(name))) {
            throw BUILDER_EXISTS.because("There is a builder named %s already", name);
        }
        em.persist(builder);
    }

    List<StoredBuilder> of(TenantId tenant) {
        return em.createQuery(
                        "select b from StoredBuilder b where b.tenant = :tenant order by b.price, b.registeredAt",
                        StoredBuilder.class)
                .setParameter("tenant", tenant)
                .getResultList();
    }

    StoredBuilder change(TenantId tenant, UUID id, Consumer<StoredBuilder> step) {
        var builder = of(tenant).stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> BUILDER_NOT_FOUND.because("No builder %s", id));
        step.accept(builder);
        return builder;
    }

    /** The cheapest active builder with room beside what runs on it now. */
    Optional<StoredBuilder> roomFor(TenantId tenant, MachineSpec spec) {
        return of(tenant).stream()
                .filter(builder -> builder.builder().active() && builder.hasRoom(spec, running(tenant, builder.name())))
                .findFirst();
    }

    private List<MachineSpec> running(TenantId tenant, String builder) {
        return em.createQuery(
                        "select b from StoredBuild b where b.tenant = :tenant and b.builder = :builder and b.state in :live",
                        StoredBuild.class)
                .setParameter("tenant", tenant)
                .setParameter("builder", builder)
                .setParameter("live", StoredBuild.LIVE)
                .getResultStream()
                .map(StoredBuild::spec)
                .toList();
    }
}
