package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** The timeline of a contract: what happened, who did it, the record behind it. */
@ApplicationScoped
class Steps {
    static final int REQUEST = 4;
    static final int BIDS = 5;
    static final int POLICY = 6;
    static final int ROLE = 7;
    static final int ACCEPT = 8;
    static final int PAYMENT = 9;
    static final int BUILD = 10;
    static final int RECEIPT = 11;
    static final int IDENTITY = 12;
    static final int KEY = 13;
    static final int TUNNEL = 14;
    static final int HTTPS = 15;
    static final int END = 16;

    @Inject
    StepStore store;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    void tell(
            Contract contract,
            int number,
            Did actor,
            String title,
            String detail,
            @Nullable StrongRef record,
            String checked) {
        var step = new Step(number, clock.instant(), actor, title, detail, Optional.ofNullable(record), checked);
        if (store.add(contract.tenant(), contract.id(), step)) {
            events.fireAsync(new MarketEvent.ContractChanged(contract.tenant(), contract.id()));
        }
    }

    List<Step> of(TenantId tenant, UUID contract) {
        return store.of(tenant, contract);
    }
}
