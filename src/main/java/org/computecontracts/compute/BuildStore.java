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
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.WorkQueue;

/** Builds in the database, which is also their queue. */
@ApplicationScoped
@Transactional
class BuildStore {
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(3);

    /** First ordered, first made. What is being made stays with its node as long as that renews its lease. */
    private static final WorkQueue QUEUE = WorkQueue.of("build", "id", "uuid", "state in ('QUEUED', 'BUILDING')")
            .rankedBy("ordered_at");

    @PersistenceContext
    EntityManager em;

    @Inject
    AdvisoryLockStore turns;

    @Inject
    ClaimStore claims;

    @Inject
    BuilderStore builders;

    @Inject
    HoldStore holds;

    /**
     * Whether the key was free. Two orders at once wait for each other here, not on the constraint. What is held for it
     * becomes its own in the same moment.
     */
    boolean add(StoredBuild build, String hold) {
        turns.take(build.tenant(), build.key());
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
     * Takes the oldest orders that find room, of whatever tenant, and those whose node let its lease run out; those without
     * room wait a little. Two nodes never take the same. Tells how many it looked at.
     */
    int take(String node, Instant now, Duration lease) {
        builders.takeTurns();
        var due = claims.claim(QUEUE, ClaimTurn.of(node, now, now.plus(lease), 20), (claim, row) -> claim);
        due.forEach(claim -> take(claim, now));
        return due.size();
    }

    private void take(Claim claim, Instant now) {
        var build = em.find(StoredBuild.class, UUID.fromString(claim.key()));
        var room = build.builder()
                .or(() -> builders.roomFor(build.tenant(), build.spec(), now).map(StoredBuilder::name));
        if (room.isPresent()) {
            build.take(room.get(), claim.holder(), now);
        } else {
            build.waits("Waiting for room on a builder");
            claims.release(QUEUE, claim, now.plus(WAIT_FOR_ROOM));
        }
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
        var builds = em.createQuery(
                        "select b from StoredBuild b where b.node = :node and (b.state in :live or b.leftover = true)",
                        StoredBuild.class)
                .setParameter("node", node)
                .setParameter("live", StoredBuild.LIVE)
                .getResultList();
        var made = builds.stream()
                .filter(build -> build.state() == BuildState.BUILDING)
                .map(build -> build.id().toString())
                .toList();
        claims.renew(QUEUE, node, made, leaseUntil);
        return builds;
    }
}
