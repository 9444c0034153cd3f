package org.computecontracts.compute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.TenantId;

/** Room that is kept free, in the database. Whether it may be is decided by one at a time, over what is there at that moment. */
@ApplicationScoped
@Transactional
class HoldStore {
    private static final Duration LONG_OVER = Duration.ofDays(30);

    @PersistenceContext
    EntityManager em;

    @Inject
    BuilderStore builders;

    /**
     * The builder that has room for it, where it is kept unless too much is for its holder. What has been ordered has its
     * room, and keeps no other.
     */
    Optional<StoredBuilder> hold(TenantId tenant, NewHold wanted, int mostUnpaid, Instant now) {
        builders.takeTurns();
        var ordered = ordered(tenant, wanted.key());
        if (ordered.isPresent()) {
            return ordered.get().builder().flatMap(name -> builders.find(tenant, name));
        }
        forget(tenant, now.minus(LONG_OVER));
        var known = held(tenant, wanted.key());
        var room = room(tenant, wanted, known, now);
        room.ifPresent(builder -> {
            var hold = known.orElseGet(() -> RoomHold.of(tenant, wanted, now));
            hold.on(builder.name());
            keep(tenant, hold, wanted, mostUnpaid, now);
            em.persist(hold);
        });
        return room;
    }

    /** Where it is kept, or was if there is room again; elsewhere as long as nothing was offered. */
    private Optional<StoredBuilder> room(TenantId tenant, NewHold wanted, Optional<RoomHold> known, Instant now) {
        var before = known.flatMap(hold -> builders.find(tenant, hold.builder())
                .filter(builder -> hold.holds(now) || builders.hasRoom(builder, tenant, wanted.spec(), now)));
        var isBound = known.isPresent() && wanted.ground() != Ground.NONE;
        return isBound ? before : before.or(() -> builders.roomFor(tenant, wanted.spec(), now));
    }

    private void keep(TenantId tenant, RoomHold hold, NewHold wanted, int mostUnpaid, Instant now) {
        hold.ground(wanted.ground(), now);
        if (hold.isPaid() || countUnpaid(tenant, wanted, now) < mostUnpaid) {
            hold.extend(wanted.until());
        }
    }

    /** What was kept for the same holder lately, whatever has become of it but a payment. */
    private long countUnpaid(TenantId tenant, NewHold wanted, Instant now) {
        return em.createQuery(
                        "select count(h) from RoomHold h where h.tenant = :tenant and h.holder = :holder"
                                + " and h.ground <> :paid and h.key <> :key and h.takenAt > :since",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("holder", wanted.holder())
                .setParameter("paid", Ground.PAID)
                .setParameter("key", wanted.key())
                .setParameter("since", now.minus(RoomHold.COUNTED))
                .getSingleResult();
    }

    private void forget(TenantId tenant, Instant before) {
        em.createQuery("delete from RoomHold h where h.tenant = :tenant and h.until < :before")
                .setParameter("tenant", tenant)
                .setParameter("before", before)
                .executeUpdate();
    }

    /** It keeps nothing from now on, and is still known to have been kept. */
    void release(TenantId tenant, String key, Instant now) {
        em.createQuery(
                        "update RoomHold h set h.until = :now where h.tenant = :tenant and h.key = :key and h.until > :now")
                .setParameter("tenant", tenant)
                .setParameter("key", key)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Gives up the hold for what takes its room, and tells on which builder that is. */
    Optional<String> redeem(TenantId tenant, String key, Instant now) {
        builders.takeTurns();
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

    boolean isHeld(TenantId tenant, String key, Instant now) {
        return held(tenant, key).filter(hold -> hold.holds(now)).isPresent();
    }

    private Optional<StoredBuild> ordered(TenantId tenant, String key) {
        return em.createQuery(
                        "select b from StoredBuild b where b.tenant = :tenant and b.hold = :key", StoredBuild.class)
                .setParameter("tenant", tenant)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }
}
