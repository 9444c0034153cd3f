package org.computecontracts.identity.token;

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
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Right;
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
    private Did maker;
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
            TenantId tenant, Did maker, String name, Set<Right> rights, byte[] hash, Instant now, Instant expiresAt) {
        var token = new StoredToken();
        token.id = UUID.randomUUID();
        token.tenant = tenant;
        token.maker = maker;
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

    TokenHolder holder(Role makersNow) {
        return new TokenHolder(tenant, maker, rights(makersNow));
    }

    ApiToken token(Role makersNow) {
        return new ApiToken(id, name, maker, rights(makersNow), createdAt, expiresAt, Optional.ofNullable(lastUsedAt));
    }

    /** Those given that the maker has: a role may have become less since. */
    private Set<Right> rights(Role makersNow) {
        return Stream.of(rights.split(",", -1))
                .map(Right::valueOf)
                .filter(makersNow.rights()::contains)
                .collect(toSet());
    }
}
