package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.BUILDER_EXISTS;
import static org.computecontracts.compute.ComputeProblem.BUILDER_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

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

    Optional<StoredBuilder> find(TenantId tenant, String name) {
        return of(tenant).stream()
                .filter(builder -> builder.name().equals(name))
                .findFirst();
    }

    StoredBuilder change(TenantId tenant, UUID id, Consumer<StoredBuilder> step) {
        var builder = of(tenant).stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> BUILDER_NOT_FOUND.because("No builder %s", id));
        step.accept(builder);
        return builder;
    }

    /** One at a time: room is counted over rows that another may be about to change. */
    void takeTurns() {
        Sql.of(em, "select pg_advisory_xact_lock(7360001)").run();
    }

    /** The cheapest active builder with room beside what is on it now and what is held on it. */
    Optional<StoredBuilder> roomFor(TenantId tenant, MachineSpec spec, Instant now) {
        return of(tenant).stream()
                .filter(builder -> hasRoom(builder, tenant, spec, now))
                .findFirst();
    }

    boolean hasRoom(StoredBuilder builder, TenantId tenant, MachineSpec spec, Instant now) {
        return builder.canTake(spec) && builder.hasRoom(spec, taken(tenant, builder.name(), now));
    }

    private List<MachineSpec> taken(TenantId tenant, String builder, Instant now) {
        var built = em.createQuery(
                        "select b from StoredBuild b where b.tenant = :tenant and b.builder = :builder and (b.state in :taking or b.leftover = true)",
                        StoredBuild.class)
                .setParameter("tenant", tenant)
                .setParameter("builder", builder)
                .setParameter("taking", StoredBuild.TAKING_ROOM)
                .getResultStream()
                .map(StoredBuild::spec);
        var held = em.createQuery(
                        "select h from RoomHold h where h.tenant = :tenant and h.builder = :builder and h.until > :now",
                        RoomHold.class)
                .setParameter("tenant", tenant)
                .setParameter("builder", builder)
                .setParameter("now", now)
                .getResultStream()
                .map(RoomHold::spec);
        return Stream.concat(built, held).toList();
    }
}
