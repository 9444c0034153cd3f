package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;

/** The timeline of a contract: what happened, who did it, the record behind it. */
@ApplicationScoped
public class Steps {
    @Inject
    StepStore store;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /** Safe to repeat: the same kind on the same subject is told once. */
    public void tell(Contract contract, Did actor, NewStep step) {
        if (store.add(contract.tenant(), contract.id(), actor, step, clock.instant())) {
            events.fireAsync(new MarketEvent.ContractChanged(contract.tenant(), contract.id()));
        }
    }

    public List<Step> of(TenantId tenant, UUID contract) {
        return store.of(tenant, contract);
    }
}
