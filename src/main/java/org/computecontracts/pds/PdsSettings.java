package org.computecontracts.pds;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this PDS offers, and its limits. */
@Dependent
public class PdsSettings {
    /** Domains below which accounts get their handles, each with its leading dot. */
    @Inject
    @ConfigProperty(name = "cc.pds.handle-domains", defaultValue = ".test")
    List<String> handleDomains = List.of(".test");

    /** How long the firehose can be played back, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.pds.event-retention", defaultValue = "PT72H")
    Duration eventRetention = Duration.ofDays(3);

    /** The most connections to the firehose at a time. */
    @Inject
    @ConfigProperty(name = "cc.pds.max-subscribers", defaultValue = "100")
    int maxSubscribers = 100;

    /** Sign-ins tried with one identifier within five minutes. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-per-identifier", defaultValue = "30")
    int signInsPerIdentifier = 30;

    /** Sign-ins tried from one address within five minutes; all tenants of a portal share its address. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-per-address", defaultValue = "300")
    int signInsPerAddress = 300;

    /** Accounts and DIDs made from one address within five minutes. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ups-per-address", defaultValue = "100")
    int signUpsPerAddress = 100;

    List<String> handleDomains() {
        return handleDomains;
    }

    Duration eventRetention() {
        return eventRetention;
    }

    int maxSubscribers() {
        return maxSubscribers;
    }

    int signInsPerIdentifier() {
        return signInsPerIdentifier;
    }

    int signInsPerAddress() {
        return signInsPerAddress;
    }

    int signUpsPerAddress() {
        return signUpsPerAddress;
    }
}
