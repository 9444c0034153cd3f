package org.computecontracts.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.AccountUse;

/** Announces the attestation key where the DID document cannot. */
@ApplicationScoped
class KeyUse implements AccountUse {
    @Override
    public Set<Nsid> collections() {
        return Set.of(AttestationKeys.KEY_RECORD);
    }

    @Override
    public Set<Nsid> methods() {
        return Set.of();
    }
}
