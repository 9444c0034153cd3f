package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.NO_BUILDER;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;

/** Machines made to order, one for each key. */
@ApplicationScoped
public class Builds {
    @Inject
    BuildStore builds;

    @Inject
    BuilderStore builders;

    @Inject
    HoldStore holds;

    @Inject
    ConsoleStore consoles;

    @Inject
    BuildScheduler buildScheduler;

    @Inject
    Progress progress;

    @Inject
    Vault vault;

    @Inject
    Event<BuildEvent> events;

    @Inject
    Clock clock;

    /** Queues the order, in the room that is held for it; the same key again changes nothing. NO_BUILDER when none could take it. */
    public void start(TenantId tenant, BuildOrder order) {
        if (builds.find(tenant, order.key()).isEmpty()) {
            var userData = UserData.complete(order.userData());
            if (builders.of(tenant).stream().noneMatch(builder -> builder.canTake(order.spec()))
                    && holds.held(tenant, order.hold()).isEmpty()) {
                throw NO_BUILDER.because("No active builder is large enough for %s", order.spec());
            }
            var id = UUID.randomUUID();
            var sealed = vault.sealText(userData.text(), userDataPurpose(id));
            builds.add(StoredBuild.ordered(tenant, id, order, sealed, clock.instant()), order.hold());
        }
        buildScheduler.hurry();
    }

    static String userDataPurpose(UUID id) {
        return "build.user_data " + id;
    }

    /** Asks for the end of a machine; one that has ended, or never was, is fine. */
    public void stop(TenantId tenant, String key, String reason) {
        builds.find(tenant, key).ifPresent(build -> {
            var moved = builds.change(tenant, build.id(), found -> found.askEnd(reason, clock.instant()));
            if (moved && builds.get(tenant, build.id()).state() == BuildState.STOPPED) {
                events.fireAsync(new BuildEvent.Stopped(tenant, key));
            }
            buildScheduler.hurry();
        });
    }

    public Optional<Build> find(TenantId tenant, String key) {
        return builds.find(tenant, key).map(StoredBuild::build);
    }

    /** All of a provider's, latest first. */
    public List<Build> of(TenantId tenant) {
        return builds.of(tenant).stream().map(StoredBuild::build).toList();
    }

    /** The lines numbered higher than {@code after}, oldest first, at most a thousand. */
    public List<ConsoleLine> console(TenantId tenant, String key, long after) {
        return consoles.read(tenant, key, after);
    }

    /** The guest's ssh_host_ed25519_key.pub as its disk holds it now. */
    public Optional<String> hostKey(TenantId tenant, String key) {
        return builds.find(tenant, key)
                .filter(build -> StoredBuild.LIVE.contains(build.state()))
                .flatMap(build -> progress.backend(build).hostKey(build.id()));
    }
}
