package org.computecontracts.compute;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** Room on a builder that is kept free until then for what may be ordered under a key. */
@Entity
@Table(name = "room_hold")
class RoomHold {
    @Id
    private UUID id = new UUID(0, 0);

    private TenantId tenant = new TenantId(id);
    private String key = "";
    private String builder = "";
    private int cpus;
    private String mem = "";
    private String disk = "";
    private String network = "";

    @Column(name = "held_until")
    private Instant until = Instant.EPOCH;

    protected RoomHold() {}

    static RoomHold of(TenantId tenant, String key, String builder, MachineSpec spec, Instant until) {
        var hold = new RoomHold();
        hold.id = UUID.randomUUID();
        hold.tenant = tenant;
        hold.key = key;
        hold.builder = builder;
        hold.cpus = spec.cpus();
        hold.mem = spec.mem();
        hold.disk = spec.disk();
        hold.network = spec.network();
        hold.until = until;
        return hold;
    }

    boolean holds(Instant now) {
        return until.isAfter(now);
    }

    void holdUntil(Instant later) {
        until = later;
    }

    String builder() {
        return builder;
    }

    MachineSpec spec() {
        return new MachineSpec(cpus, mem, disk, network);
    }
}
