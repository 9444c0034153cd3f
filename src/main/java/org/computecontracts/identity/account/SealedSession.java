package org.computecontracts.identity.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.identity.oauth.Es256Key;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's session at its PDS. Every new pair of tokens is a new generation; a generation that has come and gone in the
 * meantime is never written over.
 */
@Entity
@Table(name = "account_session")
class SealedSession {
    @Id
    private UUID tenant;

    @Column(name = "access_token")
    private byte[] accessToken;

    @Column(name = "refresh_token")
    private byte[] refreshToken;

    private long generation;

    @Column(name = "lease_until")
    private @Nullable Instant leaseUntil;

    private boolean ended;

    @Column(name = "ended_because")
    private @Nullable String endedBecause;

    private Instant since;
    private @Nullable String issuer;

    @Column(name = "client_id")
    private @Nullable String clientId;

    @Column(name = "client_key")
    private @Nullable String clientKey;

    @Column(name = "dpop_key")
    private byte @Nullable [] dpopKey;

    private @Nullable String scope;

    @Column(name = "changed_at")
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected SealedSession() {}

    static SealedSession of(TenantId tenant, SessionTokens tokens, Vault vault, Instant now) {
        var session = new SealedSession();
        session.tenant = tenant.value();
        session.begun(tokens, vault, now);
        return session;
    }

    final void begun(SessionTokens tokens, Vault vault, Instant now) {
        since = now;
        renewed(tokens, vault, now);
    }

    final void renewed(SessionTokens tokens, Vault vault, Instant now) {
        accessToken = vault.sealText(tokens.access(), purpose("access_token"));
        refreshToken = vault.sealText(tokens.refresh(), purpose("refresh_token"));
        bind(tokens.binding().orElse(null), vault);
        generation++;
        leaseUntil = null;
        ended = false;
        endedBecause = null;
        changedAt = now;
    }

    private void bind(@Nullable Binding binding, Vault vault) {
        issuer = binding == null ? null : binding.issuer().toString();
        clientId = binding == null ? null : binding.client().toString();
        clientKey = binding == null ? null : binding.clientKey().orElse(null);
        dpopKey = binding == null ? null : vault.sealText(binding.key().stored(), purpose("dpop_key"));
        scope = binding == null ? null : binding.scope();
    }

    /** Whether somebody is asking the PDS for the next pair right now. */
    boolean isLeased(Instant now) {
        return leaseUntil != null && leaseUntil.isAfter(now);
    }

    void lease(Instant until) {
        leaseUntil = until;
    }

    void release() {
        leaseUntil = null;
    }

    void end(String because, Instant now) {
        end(now);
        endedBecause = because;
    }

    /** What there is to say of its end; empty when there is nothing special. */
    Optional<String> endedBecause() {
        return Optional.ofNullable(endedBecause);
    }

    /** The next generation: a refresh under way comes too late. */
    void end(Instant now) {
        generation++;
        leaseUntil = null;
        ended = true;
        changedAt = now;
    }

    boolean isEnded() {
        return ended;
    }

    Access access(Vault vault) {
        return new Access(
                vault.openText(accessToken, purpose("access_token")),
                generation,
                binding(vault).map(Binding::key));
    }

    RefreshLease.Yours turn(Vault vault) {
        return new RefreshLease.Yours(vault.openText(refreshToken, purpose("refresh_token")), binding(vault));
    }

    private Optional<Binding> binding(Vault vault) {
        if (issuer == null || clientId == null || dpopKey == null || scope == null) {
            return Optional.empty();
        }
        var key = Es256Key.of(vault.openText(dpopKey, purpose("dpop_key")));
        return Optional.of(
                new Binding(URI.create(issuer), URI.create(clientId), Optional.ofNullable(clientKey), key, scope));
    }

    AccountSession look() {
        return new AccountSession(
                Optional.ofNullable(issuer), Optional.ofNullable(scope), since, changedAt, ended, endedBecause());
    }

    boolean isGeneration(long seen) {
        return generation == seen;
    }

    private String purpose(String column) {
        return "account_session." + column + "/" + tenant;
    }
}
