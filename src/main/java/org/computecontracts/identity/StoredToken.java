package org.computecontracts.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** An API token as stored: the hash stands for the secret. */
@Entity
@Table(name = "api_token")
class StoredToken {
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    private UUID id;

    private TenantId tenant;
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private byte[] hash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    protected StoredToken() {}

    static StoredToken issued(TenantId tenant, String name, Role role, byte[] hash, Instant now, Instant expiresAt) {
        var token = new StoredToken();
        token.id = UUID.randomUUID();
        token.tenant = tenant;
        token.name = name;
        token.role = role;
        token.hash = hash;
        token.createdAt = now;
        token.expiresAt = expiresAt;
        return token;
    }

    /** Not at every request: a busy token would write all the time. */
    void used(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_IS_NOTED_EVERY).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    TokenHolder holder() {
        return new TokenHolder(tenant, role);
    }

    ApiToken token() {
        return new ApiToken(id, name, role, createdAt, expiresAt, Optional.ofNullable(lastUsedAt));
    }
}
