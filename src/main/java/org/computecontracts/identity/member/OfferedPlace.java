package org.computecontracts.identity.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** An invitation as stored. */
@Entity
@Table(name = "invitation")
class OfferedPlace {
    @Id
    private UUID id;

    private TenantId tenant;
    private Did did;
    private Handle handle;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Did inviter;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected OfferedPlace() {}

    Invitation invitation() {
        return new Invitation(id, tenant, did, handle, role, inviter, madeAt, expiresAt);
    }
}
