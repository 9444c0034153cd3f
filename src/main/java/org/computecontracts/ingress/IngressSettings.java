package org.computecontracts.ingress;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.ingress.proxy.ProxySettings;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where relay and front listen and what they put up with. */
@Dependent
public class IngressSettings {
    @Inject
    Settings kernel;

    /** Address the SSH relay listens on. */
    @Inject
    @ConfigProperty(name = "cc.ingress.relay-host", defaultValue = "127.0.0.1")
    String relayHost;

    /** Port the SSH relay listens on. */
    @Inject
    @ConfigProperty(name = "cc.ingress.relay-port", defaultValue = "2222")
    int relayPort;

    /** Address the HTTPS front listens on. */
    @Inject
    @ConfigProperty(name = "cc.ingress.front-host", defaultValue = "127.0.0.1")
    String frontHost;

    /** Port the HTTPS front listens on. */
    @Inject
    @ConfigProperty(name = "cc.ingress.front-port", defaultValue = "8443")
    int frontPort;

    /** Where the portal itself answers, in plain HTTP. */
    @Inject
    @ConfigProperty(name = "cc.ingress.portal-origin", defaultValue = "http://127.0.0.1:8080")
    URI portalOrigin;

    /** Host names that lead to the portal, separated by commas; when unset, the public URL's host and rp.localhost. */
    @Inject
    @ConfigProperty(name = "cc.ingress.portal-hosts")
    Optional<String> portalHosts;

    /** Domain below which tunnels get their names; when unset, the public URL's host. */
    @Inject
    @ConfigProperty(name = "cc.ingress.tunnel-domain")
    Optional<String> tunnelDomain;

    /** How often an SSH client must show that it lives; three silences end its connection. */
    @Inject
    @ConfigProperty(name = "cc.ingress.keepalive", defaultValue = "PT10S")
    Duration keepalive;

    /** How long an SSH client may take to authenticate, and then to ask for its first forward. */
    @Inject
    @ConfigProperty(name = "cc.ingress.patience", defaultValue = "PT30S")
    Duration patience;

    /** How often the key records behind open tunnels are read again. */
    @Inject
    @ConfigProperty(name = "cc.ingress.key-check", defaultValue = "PT30S")
    Duration keyCheck;

    /** How long a tunnel lives on when its key record can be neither read nor found missing. */
    @Inject
    @ConfigProperty(name = "cc.ingress.key-grace", defaultValue = "PT15M")
    Duration keyGrace;

    /** How long a name stays with its account and service after its last connection has ended. */
    @Inject
    @ConfigProperty(name = "cc.ingress.name-hold", defaultValue = "PT10M")
    Duration nameHold;

    /** SSH connections one address may have. */
    @Inject
    @ConfigProperty(name = "cc.ingress.connections-per-address", defaultValue = "200")
    int connectionsPerAddress;

    /** Forwards one account may have. */
    @Inject
    @ConfigProperty(name = "cc.ingress.tunnels-per-account", defaultValue = "32")
    int tunnelsPerAccount;

    /** SSH connections in all. */
    @Inject
    @ConfigProperty(name = "cc.ingress.connections", defaultValue = "2000")
    int connections;

    /** How long an HTTPS connection may stay open with no request under way. */
    @Inject
    @ConfigProperty(name = "cc.ingress.idle", defaultValue = "PT75S")
    Duration idle;

    /** How long a request's head may take from its first byte. */
    @Inject
    @ConfigProperty(name = "cc.ingress.head-time", defaultValue = "PT15S")
    Duration headTime;

    /** How long an answer may take to begin, and to go on; event streams and WebSockets may be silent for longer. */
    @Inject
    @ConfigProperty(name = "cc.ingress.answer-time", defaultValue = "PT5M")
    Duration answerTime;

    /** How long a request's body may take, besides a second for each {@link #bodyRate} bytes of it. */
    @Inject
    @ConfigProperty(name = "cc.ingress.body-grace", defaultValue = "PT15S")
    Duration bodyGrace;

    /** The least rate of a request's body, in bytes a second. */
    @Inject
    @ConfigProperty(name = "cc.ingress.body-rate", defaultValue = "500")
    int bodyRate;

    /** HTTPS connections in all. */
    @Inject
    @ConfigProperty(name = "cc.ingress.visitors", defaultValue = "10000")
    int visitors;

    /** HTTPS connections one visitor may have: an address, or an IPv6 network of 64 bits. */
    @Inject
    @ConfigProperty(name = "cc.ingress.connections-per-visitor", defaultValue = "1000")
    int connectionsPerVisitor;

    /** Requests under way at one service. */
    @Inject
    @ConfigProperty(name = "cc.ingress.requests", defaultValue = "2048")
    int requests;

    /** Requests of one visitor under way at one service. */
    @Inject
    @ConfigProperty(name = "cc.ingress.requests-per-visitor", defaultValue = "512")
    int requestsPerVisitor;

    /** Event streams and WebSockets open at one service, besides its requests. */
    @Inject
    @ConfigProperty(name = "cc.ingress.streams", defaultValue = "2048")
    int streams;

    /** Event streams and WebSockets of one visitor open at one service. */
    @Inject
    @ConfigProperty(name = "cc.ingress.streams-per-visitor", defaultValue = "256")
    int streamsPerVisitor;

    public ProxySettings proxy() {
        return new ProxySettings(
                frontHost,
                frontPort,
                idle,
                headTime,
                answerTime,
                bodyGrace,
                bodyRate,
                visitors,
                connectionsPerVisitor,
                requests,
                requestsPerVisitor,
                streams,
                streamsPerVisitor);
    }

    public String node() {
        return kernel.node();
    }

    public String domain() {
        return tunnelDomain.orElseGet(() -> kernel.publicUrl().getHost());
    }

    public List<String> portalHosts() {
        return portalHosts
                .map(hosts -> Stream.of(hosts.split(",", -1)).map(String::strip).toList())
                .orElseGet(() -> List.of(kernel.publicUrl().getHost(), "rp.localhost"));
    }

    /** A tunnel's address from outside: where the public URL has a port, so has this. */
    public URI url(String hostName) {
        var port = kernel.publicUrl().getPort();
        return URI.create("https://" + hostName + (port < 0 ? "" : ":" + port) + "/");
    }

    public String relayHost() {
        return relayHost;
    }

    public int relayPort() {
        return relayPort;
    }

    public URI portalOrigin() {
        return portalOrigin;
    }

    public Duration keepalive() {
        return keepalive;
    }

    public Duration patience() {
        return patience;
    }

    public Duration keyCheck() {
        return keyCheck;
    }

    public Duration keyGrace() {
        return keyGrace;
    }

    public Duration nameHold() {
        return nameHold;
    }

    public int connectionsPerAddress() {
        return connectionsPerAddress;
    }

    public int tunnelsPerAccount() {
        return tunnelsPerAccount;
    }

    public int connections() {
        return connections;
    }
}
