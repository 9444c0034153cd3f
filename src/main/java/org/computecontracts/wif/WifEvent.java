package org.computecontracts.wif;

import org.computecontracts.kernel.TenantId;

/** What happened with workload identities. */
public sealed interface WifEvent {
    /** A workload's request went through the reverse proxy into the tenant's repository. */
    record Proxied(TenantId tenant) implements WifEvent {}
}
