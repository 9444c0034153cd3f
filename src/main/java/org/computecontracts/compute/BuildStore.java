package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.BUILD_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.computecontracts.kernel.TenantId;

/** Builds in the database, which is also their queue. */
@ApplicationScoped
@Transactional
class BuildStore {
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(3);

    @PersistenceContext
    EntityManager em;

    @Inject
    BuilderStore builders;

    @Inject
    HoldStore holds;

    /**
     * Whether the key was free. Two orders at once wait for each other here, not on the constraint. What is held for it
     * becomes its own in the same moment.
     */
    boolean add(StoredBuild build, String hold) {
        em.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))")
                .setParameter(1, build.tenant() + " " + build.key())
                .getSingleResult();
        if (find(build.tenant(), build.key()).isPresent()) {
            return false;
        }
        holds.redeem(build.tenant(), hold, build.changedAt()).ifPresent(build::on);
        em.persist(build);
        return true;
    }

    Optional<StoredBuild> find(TenantId tenant, String key) {
        return em.createQuery(
                        "select b from StoredBuild b where b.tenant = :tenant and b.key = :key", StoredBuild.class)
                .setParameter("tenant", tenant)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    List<StoredBuild> of(TenantId tenant) {
        return em.createQuery(
                        "select b from StoredBuild b where b.tenant = :tenant order by b.orderedAt desc",
                        StoredBuild.class)
                .setParameter("tenant", tenant)
                .getResultList();
    }

    StoredBuild get(TenantId tenant, UUID id) {
        return read(tenant, id, LockModeType.NONE);
    }

    /** The only way a build moves. Answers whether it did. */
    boolean change(TenantId tenant, UUID id, Predicate<StoredBuild> step) {
        return step.test(read(tenant, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private StoredBuild read(TenantId tenant, UUID id, LockModeType lock) {
        return em.createQuery("select b from StoredBuild b where b.tenant = :tenant and b.id = :id", StoredBuild.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> BUILD_NOT_FOUND.because("No build %s", id));
    }

    /**
     * Takes the oldest order that finds room, of whatever tenant, or one whose node let its lease run out; those without
     * room wait a little. Two nodes never take the same.
     */
    Optional<StoredBuild> claim(String node, Instant now, Duration lease) {
        for (var candidate : candidates(now)) {
            var room = candidate
                    .builder()
                    .or(() -> builders.roomFor(candidate.tenant(), candidate.spec(), now)
                            .map(StoredBuilder::name));
            if (room.isPresent()) {
                candidate.claim(room.get(), node, now.plus(lease), now);
                return Optional.of(candidate);
            }
            candidate.postpone(now.plus(WAIT_FOR_ROOM), "Waiting for room on a builder");
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // a native query knows its class only at run time
    private List<StoredBuild> candidates(Instant now) {
        builders.takeTurns();
        return em.createNativeQuery("""
                        select * from build
                        where (state = 'QUEUED' and not_before <= ?1) or (state = 'BUILDING' and lease_until < ?1)
                        order by ordered_at limit 20 for update skip locked
                        """, StoredBuild.class)
                .setParameter(1, now.atOffset(java.time.ZoneOffset.UTC))
                .getResultList();
    }

    /** What has waited for room since then, of whatever tenant. */
    List<StoredBuild> waitingSince(Instant then) {
        return em.createQuery(
                        "select b from StoredBuild b where b.state = :queued and b.builder is null and b.orderedAt < :then",
                        StoredBuild.class)
                .setParameter("queued", BuildState.QUEUED)
                .setParameter("then", then)
                .setMaxResults(100)
                .getResultList();
    }

    /** What a node was told to tear down before then and has not, of whatever tenant and node. */
    List<StoredBuild> stoppingSince(Instant then) {
        return em.createQuery(
                        "select b from StoredBuild b where b.state = :stopping and b.changedAt < :then",
                        StoredBuild.class)
                .setParameter("stopping", BuildState.STOPPING)
                .setParameter("then", then)
                .setMaxResults(100)
                .getResultList();
    }

    /** What should run and was not seen to since then, of whatever tenant and node. */
    List<StoredBuild> unseenSince(Instant then) {
        return em.createQuery(
                        "select b from StoredBuild b where b.state = :running and b.seenAt < :then", StoredBuild.class)
                .setParameter("running", BuildState.RUNNING)
                .setParameter("then", then)
                .setMaxResults(100)
                .getResultList();
    }

    /** What this node must look after, of whatever tenant; its leases start anew. */
    List<StoredBuild> onNode(String node, Instant leaseUntil) {
        em.createNativeQuery("update build set lease_until = ?1 where node = ?2 and state = 'BUILDING'")
                .setParameter(1, leaseUntil.atOffset(java.time.ZoneOffset.UTC))
                .setParameter(2, node)
                .executeUpdate();
        return em.createQuery(
                        "select b from StoredBuild b where b.node = :node and (b.state in :live or b.leftover = true)",
                        StoredBuild.class)
                .setParameter("node", node)
                .setParameter("live", StoredBuild.LIVE)
                .getResultList();
    }
}
