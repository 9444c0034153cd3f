package org.computecontracts.compute;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** A builder's row. */
@Entity
@Table(name = "builder")
class StoredBuilder {
    @Id
    private UUID id = new UUID(0, 0);

    private TenantId tenant = new TenantId(id);
    private String name = "";
    private String backend = "";
    private int cpus;
    private String mem = "";
    private String disk = "";
    private BigDecimal price = BigDecimal.ZERO;
    private String currency = "";
    private String frequency = "";
    private boolean active = true;

    @Column(name = "registered_at")
    private Instant registeredAt = Instant.EPOCH;

    protected StoredBuilder() {}

    static StoredBuilder registered(TenantId tenant, NewBuilder given, Instant now) {
        var builder = new StoredBuilder();
        builder.id = UUID.randomUUID();
        builder.tenant = tenant;
        builder.name = given.name();
        builder.backend = given.backend();
        builder.cpus = given.cpus();
        builder.mem = given.mem();
        builder.disk = given.disk();
        builder.price = given.price();
        builder.currency = given.currency();
        builder.frequency = given.frequency();
        builder.registeredAt = now;
        return builder;
    }

    void activate(boolean wanted) {
        active = wanted;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Whether it takes part and is large enough. */
    boolean canTake(MachineSpec asked) {
        return active && hasRoom(asked, List.of());
    }

    /** Whether a machine finds room beside these. */
    boolean hasRoom(MachineSpec asked, List<MachineSpec> beside) {
        return left(
                        cpus,
                        asked.cpus(),
                        beside.stream().mapToLong(MachineSpec::cpus).sum())
                && left(
                        MachineSpec.bytes("mem", mem),
                        asked.memBytes(),
                        beside.stream().mapToLong(MachineSpec::memBytes).sum())
                && left(
                        MachineSpec.bytes("disk", disk),
                        asked.diskBytes(),
                        beside.stream().mapToLong(MachineSpec::diskBytes).sum());
    }

    private static boolean left(long all, long asked, long used) {
        return asked <= all - used;
    }

    Builder builder() {
        return new Builder(id, name, backend, cpus, mem, disk, price.stripTrailingZeros(), currency, frequency, active);
    }
}
