package org.computecontracts.wif.issuer;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.wif.WifSettings;

/** The keys of each provider's issuer: made at first use, sealed at rest, replaced in time. */
@ApplicationScoped
public class IssuerKeys {
    @Inject
    IssuerKeyStore store;

    @Inject
    Vault vault;

    @Inject
    WifSettings settings;

    @Inject
    Clock clock;

    public RsaKey current(TenantId tenant) {
        return present(tenant).get(0).open(vault);
    }

    /** The public halves of the current and the previous key. */
    public JWKSet published(TenantId tenant) {
        return new JWKSet(present(tenant).stream()
                .<JWK>map(key -> key.open(vault).published())
                .toList());
    }

    /** Signs with a new key from now on. Tokens of the last one stay good, those of the one before it do not. */
    public void rotate(TenantId tenant) {
        var current = present(tenant).get(0);
        store.replace(current.id(), fresh(tenant));
    }

    /** Rotates the keys that have reached their age. */
    public void rotateDue() {
        store.due(clock.instant().minus(settings.keyLife())).forEach(this::rotate);
    }

    private List<IssuerKey> present(TenantId tenant) {
        var keys = store.of(tenant);
        return keys.isEmpty() ? store.begin(fresh(tenant)) : keys;
    }

    private IssuerKey fresh(TenantId tenant) {
        return IssuerKey.made(tenant, RsaKey.generate(settings.keyBits()), vault, clock.instant());
    }
}
