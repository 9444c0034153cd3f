package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.BUILDER_REFUSED;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** Providers' machines: what each can take and what it costs. */
@ApplicationScoped
public class Builders {
    @Inject
    BuilderStore builders;

    @Inject
    @Any
    Instance<Backend> backends;

    @Inject
    Clock clock;

    public Builder register(TenantId tenant, NewBuilder builder) {
        if (backends.stream().noneMatch(backend -> backend.name().equals(builder.backend()))) {
            throw BUILDER_REFUSED.because("There is no backend named %s", builder.backend());
        }
        if (builder.cpus() < 1 || builder.price().signum() < 0) {
            throw BUILDER_REFUSED.because("A builder needs at least one cpu and a price of zero or more");
        }
        MachineSpec.bytes("mem", builder.mem());
        MachineSpec.bytes("disk", builder.disk());
        var stored = StoredBuilder.registered(tenant, builder, clock.instant());
        builders.add(tenant, stored, builder.name());
        return stored.builder();
    }

    /** All of a provider's, cheapest first. */
    public List<Builder> of(TenantId tenant) {
        return builders.of(tenant).stream().map(StoredBuilder::builder).toList();
    }

    /** The cheapest active builder that has room for this beside what it runs now. */
    public Optional<Builder> roomFor(TenantId tenant, MachineSpec spec) {
        return builders.roomFor(tenant, spec).map(StoredBuilder::builder);
    }

    /** Takes a builder out of the market or puts it back; its machines run on. */
    public Builder activate(TenantId tenant, UUID id, boolean active) {
        return builders.change(tenant, id, builder -> builder.activate(active)).builder();
    }
}
