package org.computecontracts.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
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

    @Column(name = "changed_at")
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected SealedSession() {}

    static SealedSession of(TenantId tenant, Tokens tokens, Vault vault, Instant now) {
        var session = new SealedSession();
        session.tenant = tenant.value();
        session.renewed(tokens, vault, now);
        return session;
    }

    final void renewed(Tokens tokens, Vault vault, Instant now) {
        accessToken = vault.sealText(tokens.access(), purpose("access_token"));
        refreshToken = vault.sealText(tokens.refresh(), purpose("refresh_token"));
        generation++;
        leaseUntil = null;
        ended = false;
        changedAt = now;
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

    void end(Instant now) {
        leaseUntil = null;
        ended = true;
        changedAt = now;
    }

    boolean isEnded() {
        return ended;
    }

    Access access(Vault vault) {
        return new Access(vault.openText(accessToken, purpose("access_token")), generation);
    }

    String refreshToken(Vault vault) {
        return vault.openText(refreshToken, purpose("refresh_token"));
    }

    boolean isGeneration(long seen) {
        return generation == seen;
    }

    private String purpose(String column) {
        return "account_session." + column + "/" + tenant;
    }
}
