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
import org.computecontracts.kernel.Amounts;
import org.computecontracts.kernel.TenantId;

/** Providers' machines: what each can take and what it costs. */
@ApplicationScoped
public class Builders {
    @Inject
    BuilderStore builders;

    @Inject
    HoldStore holds;

    @Inject
    ComputeSettings settings;

    @Inject
    @Any
    Instance<Backend> backends;

    @Inject
    Clock clock;

    public Builder register(TenantId tenant, NewBuilder builder) {
        if (backends.stream().noneMatch(backend -> backend.name().equals(builder.backend()))) {
            throw BUILDER_REFUSED.because("There is no backend named %s", builder.backend());
        }
        check(builder);
        var stored = StoredBuilder.registered(tenant, builder, clock.instant());
        builders.add(tenant, stored, builder.name());
        return stored.builder();
    }

    /** As the annotations say, for those who come by a page; the least and the most are what machines can have, and more. */
    private static void check(NewBuilder builder) {
        require(
                builder.cpus() >= 1 && builder.cpus() <= NewBuilder.MOST_CPUS,
                "cpus must be 1 to " + NewBuilder.MOST_CPUS);
        require(Amounts.isAmount(builder.price()), "price " + Amounts.RULE);
        require(builder.frequency().matches(NewBuilder.FREQUENCIES), "frequency " + NewBuilder.FREQUENCIES_RULE);
        MachineSpec.within("mem", builder.mem(), "128M", "64T");
        MachineSpec.within("disk", builder.disk(), "256M", "1000T");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw BUILDER_REFUSED.because("%s", rule);
        }
    }

    /** All of a provider's, cheapest first. */
    public List<Builder> of(TenantId tenant) {
        return builders.of(tenant).stream().map(StoredBuilder::builder).toList();
    }

    /** The cheapest active builder that has room for this beside what it runs now and what is held. */
    Optional<Builder> roomFor(TenantId tenant, MachineSpec spec) {
        return builders.roomFor(tenant, spec, clock.instant()).map(StoredBuilder::builder);
    }

    /** Whether there is room for it: kept under the key, or free. */
    public boolean hasRoom(TenantId tenant, String key, MachineSpec spec) {
        return holds.isHeld(tenant, key, clock.instant())
                || roomFor(tenant, spec).isPresent();
    }

    /** Whether there is an active builder that could take this if it had nothing else to do. */
    public boolean isLargeEnough(TenantId tenant, MachineSpec spec) {
        return builders.of(tenant).stream().anyMatch(builder -> builder.canTake(spec));
    }

    /**
     * The builder that has room for it, and keeps it until then: asked again, the same one, unless nothing speaks for that.
     * Nothing is kept beyond what one holder may keep that has not paid: who comes later finds what is free then.
     */
    public Optional<Builder> hold(TenantId tenant, NewHold wanted) {
        return holds.hold(tenant, wanted, settings.maxUnpaidHolds(), clock.instant())
                .map(StoredBuilder::builder);
    }

    /** Gives back what was held; nothing, or what was ordered meanwhile, is fine. */
    public void release(TenantId tenant, String key) {
        holds.release(tenant, key, clock.instant());
    }

    /** Takes a builder out of the market or puts it back; its machines run on. */
    public Builder activate(TenantId tenant, UUID id, boolean active) {
        return builders.change(tenant, id, builder -> builder.activate(active)).builder();
    }
}
