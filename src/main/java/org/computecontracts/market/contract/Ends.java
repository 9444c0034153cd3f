package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;

/** Either party ends a contract: it says so here, and the rest goes on by itself. */
@ApplicationScoped
public class Ends {
    @Inject
    ContractStore contracts;

    @Inject
    CurrentTenant current;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /**
     * Asks for the end, as whichever party the tenant is; the rest goes on by itself. Ending what is ended changes nothing.
     * RIGHT_MISSING unless whoever asks may buy, or operate what was sold.
     */
    public void end(TenantId tenant, UUID id) {
        var side = contracts.get(tenant, id).parties().side();
        current.require(side == Side.REQUESTER ? Right.BUY : Right.OPERATE);
        contracts.change(tenant, id, c -> c.end(side, clock.instant()));
        events.fireAsync(new MarketEvent.ContractMoved(tenant, id));
    }
}
