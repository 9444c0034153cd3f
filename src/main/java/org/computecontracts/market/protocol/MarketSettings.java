package org.computecontracts.market.protocol;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this portal takes part in the market. */
@Dependent
public class MarketSettings {
    @Inject
    Settings settings;

    /** Bids kept for one request; what comes later is refused. */
    @Inject
    @ConfigProperty(name = "cc.market.max-bids", defaultValue = "200")
    int maxBids;

    /** Bids kept of one bidder for one request. */
    @Inject
    @ConfigProperty(name = "cc.market.max-bids-of-one", defaultValue = "5")
    int maxBidsOfOne;

    /** Requests of one account that a provider here looks at within an hour; the others are let lie. */
    @Inject
    @ConfigProperty(name = "cc.market.max-requests-of-one", defaultValue = "60")
    int maxRequestsOfOne;

    /**
     * Bids that a provider here writes within an hour. Each takes nine of the five thousand points that a PDS commonly grants
     * an account in that time: the rest is for the records of contracts under way.
     */
    @Inject
    @ConfigProperty(name = "cc.market.max-bids-an-hour", defaultValue = "300")
    int maxBidsAnHour;

    /** How long a builder's room is kept for a bid, and from each step on for what follows; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.bid-hold", defaultValue = "PT2M")
    Duration bidHold;

    /** How long a request that finds no room is looked at again before it is declined; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.room-wait", defaultValue = "PT1H")
    Duration roomWait;

    /** How long a request waits for a bid that is accepted, and a bid for its accept, before they are taken back; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.open-for", defaultValue = "P30D")
    Duration openFor;

    /** How long it may take until a request, accept or receipt that is due is written and read; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.write-within", defaultValue = "PT1H")
    Duration writeWithin;

    /** How long an accept may stay unpaid before both parties give it up; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.settle-within", defaultValue = "PT2H")
    Duration settleWithin;

    /** How long a machine that is paid for may be queued and built, and word of it waited for, after the receipt; ISO 8601. */
    @Inject
    @ConfigProperty(name = "cc.market.machine-within", defaultValue = "PT24H")
    Duration machineWithin;

    public Duration bidHold() {
        return bidHold;
    }

    public Duration roomWait() {
        return roomWait;
    }

    public Duration openFor() {
        return openFor;
    }

    public Duration writeWithin() {
        return writeWithin;
    }

    public Duration settleWithin() {
        return settleWithin;
    }

    public Duration machineWithin() {
        return machineWithin;
    }

    public int maxRequestsOfOne() {
        return maxRequestsOfOne;
    }

    public int maxBidsAnHour() {
        return maxBidsAnHour;
    }

    public int maxBids() {
        return maxBids;
    }

    public int maxBidsOfOne() {
        return maxBidsOfOne;
    }

    /** Where peers submit to us, as our records spell it. */
    public String endpoint(String service) {
        return settings.serviceDid() + service;
    }

    /** Prefix of the settlement URL that our bids name. */
    public URI settlement() {
        return settings.publicUrl().resolve("/ccr");
    }

    /** Every way of naming us that a peer's token may use as its audience (market protocol section 4.2). */
    List<String> audiences(String service) {
        var host = settings.publicUrl().getHost();
        var port = settings.publicUrl().getPort();
        var names = port < 0
                ? List.of("did:web:" + host)
                : List.of("did:web:" + host, "did:web:" + host + ":" + port, "did:web:" + host + "%3A" + port);
        return names.stream()
                .flatMap(name -> List.of(name, name + service).stream())
                .toList();
    }
}
