package org.computecontracts.identity.oauth;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.computecontracts.kernel.Vault;

/** One of the portal's keys as an OAuth client, under the id that its JWT headers name. */
@Entity
@Table(name = "oauth_client_key")
class SealedClientKey {
    @Id
    private String id;

    private byte[] sealed;

    @Column(name = "made_at")
    private Instant madeAt;

    @SuppressWarnings("NullAway.Init")
    protected SealedClientKey() {}

    static SealedClientKey of(Es256Key key, Vault vault, Instant now) {
        var sealed = new SealedClientKey();
        sealed.id = key.id();
        sealed.sealed = vault.sealText(key.stored(), sealed.purpose());
        sealed.madeAt = now;
        return sealed;
    }

    ClientKey open(Vault vault) {
        return new ClientKey(Es256Key.of(vault.openText(sealed, purpose())), madeAt);
    }

    private String purpose() {
        return "oauth_client_key.sealed/" + id;
    }
}
