package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.computecontracts.identity.AccountMoves;
import org.computecontracts.network.NetworkEvent;

/** Passes on what the network tells of the accounts of tenants. It only hurries; {@link IntakeTimer} makes sure. */
@ApplicationScoped
class TenantMoves {
    @Inject
    AccountMoves moves;

    void on(@ObservesAsync NetworkEvent.IdentityChanged changed) {
        moves.look(changed.did());
    }
}
