package org.computecontracts.identity.account;

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
import org.jspecify.annotations.Nullable;

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

    @Column(name = "given_by")
    private @Nullable Did givenBy;

    @Column(name = "given_at")
    private @Nullable Instant givenAt;

    private boolean suspended;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    TenantId tenant() {
        return tenant;
    }

    /** One that was suspended is so no more, nor for the same reason again. */
    void becomes(Role role, Did by, Instant now) {
        this.role = role;
        givenBy = suspended ? null : by;
        givenAt = suspended ? null : now;
        suspended = false;
    }

    Member member() {
        return new Member(did, handle, role, since, suspended);
    }
}
