package org.computecontracts.wif.issuer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;

/** One RSA key of a provider's issuer, sealed. CURRENT signs; PREVIOUS is still published; then it is gone. */
@Entity
@Table(name = "issuer_key")
class IssuerKey {
    static final String CURRENT = "CURRENT";
    static final String PREVIOUS = "PREVIOUS";

    @Id
    private UUID id;

    private TenantId tenant;
    private String state;
    private String kid;

    @Column(name = "sealed_key")
    private byte[] sealedKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected IssuerKey() {}

    static IssuerKey made(TenantId tenant, RsaKey key, Vault vault, Instant now) {
        var made = new IssuerKey();
        made.id = UUID.randomUUID();
        made.tenant = tenant;
        made.state = CURRENT;
        made.kid = key.kid();
        made.sealedKey = vault.seal(key.pkcs8(), made.purpose());
        made.createdAt = now;
        return made;
    }

    UUID id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    String kid() {
        return kid;
    }

    byte[] sealedKey() {
        return sealedKey;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isCurrent() {
        return state.equals(CURRENT);
    }

    /** Another signs from now on. */
    void retire() {
        state = PREVIOUS;
    }

    RsaKey open(Vault vault) {
        return RsaKey.of(vault.open(sealedKey, purpose()));
    }

    private String purpose() {
        return "issuer_key.sealed_key/" + id;
    }
}
