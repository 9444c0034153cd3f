package org.computecontracts.compute;

import org.computecontracts.kernel.TenantId;

/** What happened to a machine. Carries the order's key, not its state. */
public sealed interface BuildEvent {
    TenantId tenant();

    String key();

    /** The machine exists and runs its user_data. */
    record Started(TenantId tenant, String key) implements BuildEvent {}

    /** cloud-init has finished. */
    record Running(TenantId tenant, String key) implements BuildEvent {}

    record Failed(TenantId tenant, String key, String reason) implements BuildEvent {}

    record Stopped(TenantId tenant, String key) implements BuildEvent {}
}
