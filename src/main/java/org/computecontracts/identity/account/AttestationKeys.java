package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** The key with which a tenant signs what it says in the market: K-256, one a tenant. */
@ApplicationScoped
public class AttestationKeys {
    static final Nsid KEY_RECORD = new Nsid("com.publicdomainrelay.temp.market.badgeBlueKey");

    @Inject
    AttestationKeyStore keys;

    @Inject
    Tenants tenants;

    @Inject
    PdsSessions sessions;

    @Inject
    Identities identities;

    @Inject
    Pds pds;

    @Inject
    Clock clock;

    /** The tenant's key, made on first use. */
    public SigningKey of(TenantId tenant) {
        return keys.find(tenant).orElseGet(() -> keep(tenant, SigningKey.generate(SigningKey.Curve.K256)));
    }

    /** The key that holds from now on: the one given, or the one that was there before. */
    SigningKey keep(TenantId tenant, SigningKey key) {
        return keys.keep(tenant, key, clock.instant());
    }

    /** Tenants whose key nobody else can find yet. */
    List<TenantId> unannounced() {
        return keys.unannounced();
    }

    /**
     * Makes sure that others find the key: in the account's DID document, or else in its repository (market spec 1.11, rkey is
     * the did:key).
     */
    void announce(TenantId tenant) {
        if (keys.isAnnounced(tenant)) {
            return;
        }
        var key = of(tenant).didKey();
        var did = tenants.get(tenant).did();
        var listed = identities.fresh(did).keys().values().stream()
                .anyMatch(known -> known.didKey().equals(key));
        if (!listed) {
            var record = Json.object()
                    .put("$type", KEY_RECORD.value())
                    .put("key", key)
                    .put("issuer", did.value())
                    .put("createdAt", clock.instant().toString());
            pds.put(sessions.of(tenant), KEY_RECORD, key, record);
        }
        keys.announced(tenant, clock.instant());
    }
}
