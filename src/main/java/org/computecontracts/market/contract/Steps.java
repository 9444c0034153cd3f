package org.computecontracts.market.contract;

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
public class Steps {
    public static final int REQUEST = 4;
    public static final int BIDS = 5;
    public static final int POLICY = 6;
    public static final int ROLE = 7;
    public static final int ACCEPT = 8;
    public static final int PAYMENT = 9;
    public static final int BUILD = 10;
    public static final int RECEIPT = 11;
    public static final int IDENTITY = 12;
    public static final int KEY = 13;
    public static final int TUNNEL = 14;
    public static final int HTTPS = 15;
    public static final int END = 16;

    @Inject
    StepStore store;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    public void tell(
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

    public List<Step> of(TenantId tenant, UUID contract) {
        return store.of(tenant, contract);
    }
}
