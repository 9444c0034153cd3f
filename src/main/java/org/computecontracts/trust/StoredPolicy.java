package org.computecontracts.trust;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

/** One version of a tenant's policy. Never changes. */
@Entity
@Table(name = "policy")
class StoredPolicy {
    @Id
    private UUID id;

    private TenantId tenant;
    private int version;
    private String body;

    @Column(name = "changed_at")
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected StoredPolicy() {}

    TenantId tenant() {
        return tenant;
    }

    Policy policy() {
        var written = Stored.read(body, NewPolicy.class);
        return new Policy(version, written.rules(), written.maxPrice(), written.maxDepth(), Optional.of(changedAt));
    }
}
