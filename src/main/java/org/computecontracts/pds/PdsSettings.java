package org.computecontracts.pds;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this PDS offers, and its limits. */
@Dependent
public class PdsSettings {
    private static final Pattern COMMA = Pattern.compile(",");

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

    /** The most of them from one address. */
    @Inject
    @ConfigProperty(name = "cc.pds.max-subscribers-per-address", defaultValue = "10")
    int maxSubscribersPerAddress = 10;

    /** Sign-ins tried with one identifier from one address within five minutes. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-per-identifier", defaultValue = "30")
    int signInsPerIdentifier = 30;

    /** Sign-ins tried with one identifier from one address within a day. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-per-identifier-a-day", defaultValue = "300")
    int signInsPerIdentifierADay = 300;

    /** Sign-ins tried with one identifier from all addresses within a day. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-from-everywhere-a-day", defaultValue = "10000")
    int signInsFromEverywhereADay = 10_000;

    /** Points an account may spend on writes within an hour: create 3, update 2, delete 1. 0 for no limit. */
    @Inject
    @ConfigProperty(name = "cc.pds.write-points-an-hour", defaultValue = "5000")
    int writePointsAnHour = 5000;

    /** Points an account may spend on writes within a day. 0 for no limit. */
    @Inject
    @ConfigProperty(name = "cc.pds.write-points-a-day", defaultValue = "35000")
    int writePointsADay = 35000;

    /** Bytes of all blobs of one account. */
    @Inject
    @ConfigProperty(name = "cc.pds.blob-bytes", defaultValue = "104857600")
    long blobBytes = 100L << 20;

    /** The largest archive of a repository that is imported; in memory it takes several times as much. */
    @Inject
    @ConfigProperty(name = "cc.pds.import-bytes", defaultValue = "50331648")
    int importBytes = 48 << 20;

    /** The did:plc directory our accounts are registered in; by default the one that DIDs are looked up in. */
    @Inject
    @ConfigProperty(name = "cc.pds.plc-url")
    Optional<URI> plcUrl = Optional.empty();

    /** Relays to be told that there is something new here, separated by commas. */
    @Inject
    @ConfigProperty(name = "cc.pds.crawlers")
    Optional<String> crawlers = Optional.empty();

    /** Sign-ins tried from one address within five minutes. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ins-per-address", defaultValue = "300")
    int signInsPerAddress = 300;

    /** Accounts and DIDs made from one address within five minutes. */
    @Inject
    @ConfigProperty(name = "cc.pds.sign-ups-per-address", defaultValue = "100")
    int signUpsPerAddress = 100;

    public List<String> handleDomains() {
        return handleDomains;
    }

    public Duration eventRetention() {
        return eventRetention;
    }

    public int maxSubscribersPerAddress() {
        return maxSubscribersPerAddress;
    }

    public int maxSubscribers() {
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

    int signInsPerIdentifierADay() {
        return signInsPerIdentifierADay;
    }

    int signInsFromEverywhereADay() {
        return signInsFromEverywhereADay;
    }

    public int writePointsAnHour() {
        return writePointsAnHour;
    }

    public int writePointsADay() {
        return writePointsADay;
    }

    public long blobBytes() {
        return blobBytes;
    }

    int importBytes() {
        return importBytes;
    }

    public Optional<URI> plcUrl() {
        return plcUrl;
    }

    public List<URI> crawlers() {
        return crawlers.map(list -> COMMA.splitAsStream(list)
                        .map(String::strip)
                        .map(URI::create)
                        .toList())
                .orElse(List.of());
    }
}
