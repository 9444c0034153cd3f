package org.computecontracts.compute;

import static org.computecontracts.compute.BuildState.BUILDING;
import static org.computecontracts.compute.BuildState.FAILED;
import static org.computecontracts.compute.BuildState.QUEUED;
import static org.computecontracts.compute.BuildState.RUNNING;
import static org.computecontracts.compute.BuildState.STOPPED;
import static org.computecontracts.compute.BuildState.STOPPING;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** The life of one machine: each verb says whether it moved anything, so that it can be repeated. */
@Entity
@Table(name = "build")
class StoredBuild {
    private static final Duration SEEN_EVERY = Duration.ofSeconds(30);

    /** With something on a node that must be looked after. */
    static final List<BuildState> LIVE = List.of(BUILDING, RUNNING, STOPPING);

    /** Takes room on a builder as soon as it has one, which it may have in the queue. */
    static final List<BuildState> TAKING_ROOM = List.of(QUEUED, BUILDING, RUNNING, STOPPING);

    @Id
    private UUID id = new UUID(0, 0);

    private TenantId tenant = new TenantId(id);
    private String key = "";

    private @Nullable String builder;
    private @Nullable String hold;

    @Column(name = "host_name")
    private String hostName = "";

    private int cpus;
    private String mem = "";
    private String disk = "";
    private String network = "";

    @Column(name = "user_data")
    private byte[] userData = {};

    @Enumerated(EnumType.STRING)
    private BuildState state = QUEUED;

    private String detail = "Waiting for a builder";

    private @Nullable String problem;

    @Column(name = "ordered_at")
    private Instant orderedAt = Instant.EPOCH;

    @Column(name = "changed_at")
    private Instant changedAt = Instant.EPOCH;

    @Column(name = "due_at")
    private Instant dueAt = Instant.EPOCH;

    private @Nullable String node;

    private int attempts;

    @Column(name = "network_bytes")
    private long networkBytes;

    @Column(name = "seen_at")
    private @Nullable Instant seenAt;

    private boolean lost;
    private boolean leftover;

    @Version
    private int version;

    protected StoredBuild() {}

    static StoredBuild ordered(TenantId tenant, UUID id, BuildOrder order, byte[] sealedUserData, Instant now) {
        var build = new StoredBuild();
        build.id = id;
        build.tenant = tenant;
        build.key = order.key();
        build.hold = order.hold();
        build.hostName = order.hostName();
        build.cpus = order.spec().cpus();
        build.mem = order.spec().mem();
        build.disk = order.spec().disk();
        build.network = order.spec().network();
        build.userData = sealedUserData;
        build.orderedAt = now;
        build.changedAt = now;
        build.dueAt = now;
        return build;
    }

    /** Room was held for it there. */
    void on(String heldBuilder) {
        builder = heldBuilder;
    }

    void take(String onBuilder, String byNode, Instant now) {
        builder = onBuilder;
        node = byNode;
        if (state == QUEUED) {
            become(BUILDING, "Making the machine", now);
        }
    }

    void waits(String why) {
        detail = why;
    }

    /** Counts one more try at making the machine. */
    int attempt() {
        return ++attempts;
    }

    /** The problem is what the machine says did not go well; empty when all did. */
    boolean running(String said, Instant now) {
        if (state != BUILDING) {
            return false;
        }
        problem = said.isEmpty() ? null : said;
        seenAt = now;
        return become(RUNNING, said.isEmpty() ? "Running" : "Running; cloud-init reports: " + said, now);
    }

    boolean fail(String reason, Instant now) {
        return (state == QUEUED || state == BUILDING || state == RUNNING) && become(FAILED, reason, now);
    }

    /** What was never made has nothing to tear down. */
    boolean askEnd(String reason, Instant now) {
        return switch (state) {
            case QUEUED -> become(STOPPED, reason, now);
            case BUILDING, RUNNING -> become(STOPPING, reason, now);
            case FAILED, STOPPING, STOPPED -> false;
        };
    }

    boolean ended(Instant now) {
        return state == STOPPING && become(STOPPED, detail, now);
    }

    /** Nobody waits any longer for its node to tear it down. */
    boolean abandoned(String why, Instant now) {
        return state == STOPPING && leave() && become(STOPPED, detail + ". " + why, now);
    }

    /** It was gone before anybody asked for its end. */
    boolean losing() {
        lost = state == RUNNING || state == STOPPING;
        return lost;
    }

    boolean leave() {
        leftover = true;
        return true;
    }

    /** Nothing of it is there any more. */
    boolean cleared() {
        var was = leftover;
        leftover = false;
        return was;
    }

    /** Alive, with so much carried. */
    boolean seen(long bytes, Instant now) {
        seenAt = now;
        networkBytes = Math.max(networkBytes, bytes);
        return true;
    }

    /** Whether it was not written down lately enough that it is there, or not yet how much it has carried. */
    boolean isToBeSeen(long bytes, Instant now) {
        return bytes > networkBytes || seenAt == null || seenAt.plus(SEEN_EVERY).isBefore(now);
    }

    private boolean become(BuildState next, String why, Instant now) {
        state = next;
        detail = why;
        changedAt = now;
        return true;
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    String key() {
        return key;
    }

    Optional<String> builder() {
        return Optional.ofNullable(builder);
    }

    BuildState state() {
        return state;
    }

    Optional<String> node() {
        return Optional.ofNullable(node);
    }

    Instant changedAt() {
        return changedAt;
    }

    boolean isLeftover() {
        return leftover;
    }

    MachineSpec spec() {
        return new MachineSpec(cpus, mem, disk, network);
    }

    MachineOrder order(String openedUserData, long lastLine) {
        return new MachineOrder(id, spec(), hostName, openedUserData, lastLine, networkBytes);
    }

    byte[] sealedUserData() {
        return userData.clone();
    }

    Build build() {
        return new Build(
                key,
                id,
                state,
                detail,
                changedAt,
                orderedAt,
                builder(),
                spec(),
                hostName,
                networkBytes,
                Optional.ofNullable(problem),
                Optional.ofNullable(seenAt),
                lost,
                leftover);
    }
}
