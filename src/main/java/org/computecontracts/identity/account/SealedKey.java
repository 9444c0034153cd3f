package org.computecontracts.identity.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.jspecify.annotations.Nullable;

/** A tenant's attestation key; announced once others can find it. */
@Entity
@Table(name = "attestation_key")
class SealedKey {
    @Id
    private UUID tenant;

    @Column(name = "did_key")
    private String didKey;

    private byte[] sealed;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "announced_at")
    private @Nullable Instant announcedAt;

    @SuppressWarnings("NullAway.Init")
    protected SealedKey() {}

    static SealedKey of(TenantId tenant, SigningKey key, Vault vault, Instant now) {
        var sealed = new SealedKey();
        sealed.tenant = tenant.value();
        sealed.didKey = key.didKey();
        sealed.sealed = vault.seal(key.stored(), sealed.purpose());
        sealed.madeAt = now;
        return sealed;
    }

    SigningKey open(Vault vault) {
        return SigningKey.of(vault.open(sealed, purpose()));
    }

    TenantId tenant() {
        return new TenantId(tenant);
    }

    boolean isAnnounced() {
        return announcedAt != null;
    }

    void announced(Instant now) {
        announcedAt = now;
    }

    private String purpose() {
        return "attestation_key.sealed/" + tenant;
    }
}
