package org.computecontracts.compute;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.TenantId;

/** Room on a builder that is kept free until then for what may be ordered under a key; once that is over, which builder it was. */
@Entity
@Table(name = "room_hold")
class RoomHold {
    /** Asked again and again, it is not kept longer than this on one ground. */
    private static final Duration LONGEST_UNPAID = Duration.ofMinutes(10);

    /** What was kept before then is not counted against anybody. */
    static final Duration COUNTED = Duration.ofHours(1);

    @Id
    private UUID id = new UUID(0, 0);

    private TenantId tenant = new TenantId(id);
    private String key = "";
    private String holder = "";
    private String builder = "";
    private int cpus;
    private String mem = "";
    private String disk = "";
    private String network = "";

    @Column(name = "taken_at")
    private Instant takenAt = Instant.EPOCH;

    @Column(name = "held_until")
    private Instant until = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    private Ground ground = Ground.NONE;

    protected RoomHold() {}

    /** Nothing is kept by it before it is extended. */
    static RoomHold of(TenantId tenant, NewHold wanted, Instant now) {
        var hold = new RoomHold();
        hold.id = UUID.randomUUID();
        hold.tenant = tenant;
        hold.key = wanted.key();
        hold.holder = wanted.holder();
        hold.cpus = wanted.spec().cpus();
        hold.mem = wanted.spec().mem();
        hold.disk = wanted.spec().disk();
        hold.network = wanted.spec().network();
        hold.takenAt = now;
        hold.until = now;
        return hold;
    }

    void on(String name) {
        builder = name;
    }

    /** Whatever speaks more for it than before counts from now on. */
    void ground(Ground now, Instant at) {
        if (now.compareTo(ground) > 0) {
            ground = now;
            takenAt = at;
        }
    }

    /** Never shorter than it is. */
    void extend(Instant wanted) {
        var most = takenAt.plus(LONGEST_UNPAID);
        var later = isPaid() || wanted.isBefore(most) ? wanted : most;
        until = later.isAfter(until) ? later : until;
    }

    boolean isPaid() {
        return ground == Ground.PAID;
    }

    boolean holds(Instant now) {
        return until.isAfter(now);
    }

    String builder() {
        return builder;
    }

    MachineSpec spec() {
        return new MachineSpec(cpus, mem, disk, network);
    }
}
