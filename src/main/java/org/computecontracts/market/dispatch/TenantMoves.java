package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.computecontracts.identity.account.AccountMoves;
import org.computecontracts.identity.signin.Credentials;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.RepoStatus;

/** Passes on what the network tells of accounts. It only hurries; {@link IntakeTimer} makes sure. */
@ApplicationScoped
class TenantMoves {
    @Inject
    AccountMoves moves;

    @Inject
    Credentials credentials;

    @Inject
    Tunnels tunnels;

    void on(@ObservesAsync NetworkEvent.IdentityChanged changed) {
        tunnels.keysChanged(changed.did());
        moves.look(changed.did());
    }

    void on(@ObservesAsync NetworkEvent.AccountChanged changed) {
        if (changed.status() == RepoStatus.DELETED) {
            credentials.ended(changed.did());
        }
    }
}
