package org.computecontracts.trust;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.AccountUse;

/** Writes vouches and denounces. */
@ApplicationScoped
class VouchUse implements AccountUse {
    @Override
    public Set<Nsid> collections() {
        return Set.of(Judgements.VOUCH);
    }

    @Override
    public Set<Nsid> methods() {
        return Set.of();
    }
}
