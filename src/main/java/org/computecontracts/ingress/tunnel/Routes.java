package org.computecontracts.ingress.tunnel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.IngressProblem;
import org.computecontracts.ingress.IngressSettings;

/**
 * Which name leads where. A label belongs to the account and service that came first, and for a while after their last
 * connection: flattening makes the same label of {@code a.b-c} and {@code a-b.c}, and nobody may take over another's name.
 */
@ApplicationScoped
public class Routes {
    @Inject
    IngressSettings settings;

    @Inject
    Clock clock;

    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final Set<Forward> forwards = ConcurrentHashMap.newKeySet();

    /** NAME_TAKEN, TOO_MANY_TUNNELS. */
    public synchronized void add(Forward forward) {
        var did = forward.login().did();
        checkCount(did);
        forgetHeldLongEnough();
        var route = routes.computeIfAbsent(forward.label(), label -> new Route(label, did, forward.service()));
        if (!route.belongsTo(did, forward.service())) {
            throw IngressProblem.NAME_TAKEN.because("%s belongs to another account or service", forward.label());
        }
        route.add(forward);
        forwards.add(forward);
    }

    private void checkCount(Did did) {
        var open = forwards.stream()
                .filter(forward -> forward.login().did().equals(did))
                .count();
        if (open >= settings.tunnelsPerAccount()) {
            throw IngressProblem.TOO_MANY_TUNNELS.because("%s has %d tunnels open already", did, open);
        }
    }

    private void forgetHeldLongEnough() {
        var heldSince = clock.instant().minus(settings.nameHold());
        routes.values().removeIf(route -> route.isFree(heldSince));
    }

    /** Whether it was still there. */
    public synchronized boolean remove(Forward forward) {
        forwards.remove(forward);
        var route = routes.get(forward.label());
        return route != null && route.remove(forward, clock.instant());
    }

    public List<Route> of(Did did) {
        return live().filter(route -> route.did().equals(did)).toList();
    }

    public Optional<Route> label(String label) {
        return Optional.ofNullable(routes.get(label)).filter(Route::isLive);
    }

    /** The live route for a host name, in whatever case, with or without the root's dot. */
    public Optional<Route> host(String host) {
        return labelOf(host).flatMap(this::label);
    }

    /** The route for a host name that no connection serves at present, while its name is held for its account. */
    public Optional<Route> awaited(String host) {
        return labelOf(host)
                .map(routes::get)
                .filter(route ->
                        route.isAwaited() && !route.isFree(clock.instant().minus(settings.nameHold())));
    }

    /** The service is not to come back; its name stays held all the same. */
    public synchronized void giveUp(Did did, String service) {
        routes.values().stream().filter(route -> route.belongsTo(did, service)).forEach(Route::giveUp);
    }

    /** What routes are known by, of any name below the domain: {@code *.x} of all that are below that. */
    public Optional<String> labelOf(String host) {
        var name = canonical(host);
        var domain = "." + settings.domain();
        if (!name.endsWith(domain)) {
            return Optional.empty();
        }
        var label = name.substring(0, name.length() - domain.length());
        var dot = label.indexOf('.');
        return Optional.of(dot > 0 ? "*" + label.substring(dot) : label);
    }

    /** The name a route's certificate is for. */
    public String hostName(String label) {
        return label + "." + settings.domain();
    }

    public static String canonical(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private Stream<Route> live() {
        return routes.values().stream().filter(Route::isLive);
    }
}
