package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.Route;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.ingress.tunnel.Traffic;
import org.computecontracts.ingress.tunnel.Tunnel;

/** The tunnels that are open now. */
@ApplicationScoped
public class Tunnels {
    @Inject
    Routes routes;

    @Inject
    IngressSettings settings;

    @Inject
    Relay relay;

    public List<Tunnel> of(Did did) {
        return routes.of(did).stream()
                .flatMap(route -> tunnel(route).stream())
                .sorted(Comparator.comparing(Tunnel::since).reversed())
                .toList();
    }

    /** The tunnel a visitor of this host name reaches. */
    public Optional<Tunnel> find(String hostName) {
        return routes.host(hostName).flatMap(this::tunnel);
    }

    /** Ends it; its client may open it again as long as the account publishes the key. */
    public void close(Did did, String service) {
        routes.of(did).stream()
                .filter(route -> route.service().equals(service))
                .flatMap(route -> route.forwards().stream())
                .forEach(forward -> relay.end(forward, "the tunnel of " + service + " was closed by the portal"));
        routes.giveUp(did, service);
    }

    /** Forgets what is known of the account's keys and ends what they no longer open. */
    public void keysChanged(Did did) {
        relay.keysChanged(did);
    }

    void on(@Observes AtprotoEvent.IdentityChanged changed) {
        keysChanged(changed.did());
    }

    private Optional<Tunnel> tunnel(Route route) {
        return route.serving().map(serving -> {
            var hostName = routes.hostName(route.label());
            return new Tunnel(
                    route.did(),
                    route.service(),
                    hostName,
                    settings.url(hostName),
                    serving.login().fingerprint(),
                    serving.since(),
                    sum(route, Traffic::requests),
                    sum(route, Traffic::bytesIn),
                    sum(route, Traffic::bytesOut),
                    route.forwards().stream()
                            .flatMap(forward -> forward.traffic().lastRequest().stream())
                            .max(Instant::compareTo));
        });
    }

    private static long sum(Route route, ToLongFunction<Traffic> count) {
        return route.forwards().stream().map(Forward::traffic).mapToLong(count).sum();
    }
}
