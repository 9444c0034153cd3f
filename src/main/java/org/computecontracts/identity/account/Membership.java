package org.computecontracts.identity.account;

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

/** One account's place in one tenant. */
@Entity
@Table(name = "member")
class Membership {
    @Id
    private UUID id;

    private TenantId tenant;
    private Did did;
    private Handle handle;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant since;
    private boolean suspended;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    TenantId tenant() {
        return tenant;
    }

    Member member() {
        return new Member(did, handle, role, since, suspended);
    }
}
