package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.BUILDER_EXISTS;
import static org.computecontracts.compute.ComputeProblem.BUILDER_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.computecontracts.kernel.TenantId;

/** Builders in the database, cheapest first. */
@ApplicationScoped
@Transactional
class BuilderStore {
    private static final Duration LONG_OVER = Duration.ofDays(30);

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

    /** One at a time: room is counted over rows that another may be about to change. */
    void takeTurns() {
        em.createNativeQuery("select pg_advisory_xact_lock(7360001)").getSingleResult();
    }

    /** The cheapest active builder with room beside what is on it now and what is held on it. */
    Optional<StoredBuilder> roomFor(TenantId tenant, MachineSpec spec, Instant now) {
        return of(tenant).stream()
                .filter(builder -> hasRoom(builder, tenant, spec, now))
                .findFirst();
    }

    private boolean hasRoom(StoredBuilder builder, TenantId tenant, MachineSpec spec, Instant now) {
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

    /** Room once held is held on; what has run out is held anew where it was, if there is room again. */
    Optional<StoredBuilder> hold(TenantId tenant, String key, MachineSpec spec, Instant until, Instant now) {
        takeTurns();
        var known = held(tenant, key);
        if (known.isEmpty()) {
            forget(tenant, now.minus(LONG_OVER));
            var room = roomFor(tenant, spec, now);
            room.ifPresent(builder -> em.persist(RoomHold.of(tenant, key, builder.name(), spec, until)));
            return room;
        }
        var before = of(tenant).stream()
                .filter(builder -> builder.name().equals(known.get().builder()))
                .filter(builder -> known.get().holds(now) || hasRoom(builder, tenant, spec, now))
                .findFirst();
        before.ifPresent(builder -> known.get().holdUntil(until));
        return before;
    }

    private void forget(TenantId tenant, Instant before) {
        em.createQuery("delete from RoomHold h where h.tenant = :tenant and h.until < :before")
                .setParameter("tenant", tenant)
                .setParameter("before", before)
                .executeUpdate();
    }

    void release(TenantId tenant, String key) {
        held(tenant, key).ifPresent(em::remove);
    }

    /** Gives up the hold for what takes its room, and tells on which builder that is. */
    Optional<String> redeem(TenantId tenant, String key, Instant now) {
        takeTurns();
        var hold = held(tenant, key);
        hold.ifPresent(em::remove);
        return hold.filter(found -> found.holds(now)).map(RoomHold::builder);
    }

    Optional<RoomHold> held(TenantId tenant, String key) {
        return em.createQuery("select h from RoomHold h where h.tenant = :tenant and h.key = :key", RoomHold.class)
                .setParameter("tenant", tenant)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }
}
