package org.computecontracts.network;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom we listen to, and how much we take. */
@Dependent
public class NetworkSettings {
    @Inject
    Settings settings;

    /** PDSs to follow besides our own, origins separated by commas. */
    @Inject
    @ConfigProperty(name = "cc.network.hosts")
    Optional<String> hosts = Optional.empty();

    /** Relays to follow, origins separated by commas. */
    @Inject
    @ConfigProperty(name = "cc.network.relays")
    Optional<String> relays = Optional.empty();

    /** Jetstream servers to listen to, origins separated by commas; what they name is fetched and checked. */
    @Inject
    @ConfigProperty(name = "cc.network.jetstreams")
    Optional<String> jetstreams = Optional.empty();

    /** Collections whose records are kept: beginnings of their names, separated by commas. */
    @Inject
    @ConfigProperty(
            name = "cc.network.collections",
            defaultValue =
                    "com.publicdomainrelay.,com.fedproxy.,sh.tangled.graph.vouch,network.attested.,computer.socialweb.")
    String collections =
            "com.publicdomainrelay.,com.fedproxy.,sh.tangled.graph.vouch,network.attested.,computer.socialweb.";

    /** Collections by which relays are asked for repositories, separated by commas. */
    @Inject
    @ConfigProperty(
            name = "cc.network.backfill",
            defaultValue = "com.publicdomainrelay.temp.market.offering,com.publicdomainrelay.temp.market.rfp,"
                    + "com.publicdomainrelay.temp.market.bid,com.publicdomainrelay.temp.market.accept,"
                    + "com.publicdomainrelay.temp.market.receipt,sh.tangled.graph.vouch")
    String backfill = "com.publicdomainrelay.temp.market.offering";

    /** The most hosts that are followed at once, half of them by strangers; 0 for none, not even ourselves. */
    @Inject
    @ConfigProperty(name = "cc.network.max-hosts", defaultValue = "200")
    int maxHosts = 200;

    /** How long a host is followed that nothing names any more, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.network.host-grace", defaultValue = "P7D")
    Duration hostGrace = Duration.ofDays(7);

    /** The longest silence of a stream before it is given up, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.network.idle-timeout", defaultValue = "PT45S")
    Duration idleTimeout = Duration.ofSeconds(45);

    /**
     * How long a stream waits for an answer of those whom its events make us ask, before it goes on without them; a slow
     * machine needs that to ask itself. In ISO-8601.
     */
    @Inject
    @ConfigProperty(name = "cc.network.lookup-silence", defaultValue = "PT2S")
    Duration lookupSilence = Duration.ofSeconds(2);

    /** The largest message of a stream, in bytes. */
    @Inject
    @ConfigProperty(name = "cc.network.max-message", defaultValue = "5242880")
    int maxMessage = 5 << 20;

    /** The most that is read of one repository, in bytes; what does not concern us is mostly not. */
    @Inject
    @ConfigProperty(name = "cc.network.max-repository", defaultValue = "67108864")
    int maxRepository = 64 << 20;

    /** How often a host is polled whose stream is not read, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.network.poll-period", defaultValue = "PT5S")
    Duration pollPeriod = Duration.ofSeconds(5);

    /** How often a host is polled whose stream is read, to be sure, in ISO-8601. */
    @Inject
    @ConfigProperty(name = "cc.network.safety-period", defaultValue = "PT2M")
    Duration safetyPeriod = Duration.ofMinutes(2);

    /** Versions kept of each record. */
    @Inject
    @ConfigProperty(name = "cc.network.versions", defaultValue = "20")
    int versions = 20;

    public String node() {
        return settings.node();
    }

    public URI ours() {
        return settings.publicUrl();
    }

    public List<URI> hosts() {
        return origins(hosts);
    }

    public List<URI> relays() {
        return origins(relays);
    }

    public List<URI> jetstreams() {
        return origins(jetstreams);
    }

    private static List<URI> origins(Optional<String> list) {
        return list.stream().flatMap(NetworkSettings::split).map(URI::create).toList();
    }

    private static Stream<String> split(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).filter(text -> !text.isEmpty());
    }

    public List<String> collections() {
        return split(collections).toList();
    }

    public List<Nsid> backfill() {
        return split(backfill).map(Nsid::new).toList();
    }

    public int maxHosts() {
        return maxHosts;
    }

    public Duration hostGrace() {
        return hostGrace;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    public Duration lookupSilence() {
        return lookupSilence;
    }

    public int maxMessage() {
        return maxMessage;
    }

    public int maxRepository() {
        return maxRepository;
    }

    public Duration pollPeriod() {
        return pollPeriod;
    }

    public Duration safetyPeriod() {
        return safetyPeriod;
    }

    public int versions() {
        return versions;
    }
}
