package org.computecontracts.identity;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.kernel.Right;
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

    /** In the order of the enum, separated by commas. */
    private String rights;

    private byte[] hash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    protected StoredToken() {}

    static StoredToken issued(
            TenantId tenant, String name, Set<Right> rights, byte[] hash, Instant now, Instant expiresAt) {
        var token = new StoredToken();
        token.id = UUID.randomUUID();
        token.tenant = tenant;
        token.name = name;
        token.rights = rights.stream().sorted().map(Right::name).collect(joining(","));
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
        return new TokenHolder(tenant, rights());
    }

    ApiToken token() {
        return new ApiToken(id, name, rights(), createdAt, expiresAt, Optional.ofNullable(lastUsedAt));
    }

    private Set<Right> rights() {
        return Stream.of(rights.split(",", -1)).map(Right::valueOf).collect(toSet());
    }
}
