package org.computecontracts.ingress.front;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.proxy.Knock;
import org.computecontracts.ingress.proxy.ProxyProblem;
import org.computecontracts.ingress.proxy.ReverseProxy;
import org.computecontracts.ingress.proxy.Routing;
import org.computecontracts.ingress.tls.Certificates;
import org.computecontracts.ingress.tls.LeafKeys;
import org.computecontracts.ingress.tunnel.Route;
import org.computecontracts.ingress.tunnel.Routes;
import org.jspecify.annotations.Nullable;

/** The HTTPS server visitors reach: the portal under its own names, workloads under theirs, through their tunnels. */
@ApplicationScoped
public class Front {
    private static final List<String> INTERNAL = List.of("/metrics", "/health");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    /** Answered only by the portal: before, its server knows no application, or fails, at every path. */
    private static final String OURS = "/.well-known/ssh-known-hosts";

    @Inject
    IngressSettings settings;

    @Inject
    Routes routes;

    @Inject
    Certificates certificates;

    @Inject
    Clock clock;

    private @Nullable ReverseProxy proxy;
    private volatile boolean portalServes;

    public void start() {
        certificates.leaf(null);
        proxy = new ReverseProxy(settings.proxy(), this::route, clock);
        proxy.start(new LeafKeys(certificates));
        if (!portalServes) {
            Knock.at(proxy, portal(), OURS, this::open);
        }
    }

    public void open() {
        portalServes = true;
    }

    boolean isOpen() {
        return portalServes;
    }

    public void stop() {
        if (proxy != null) {
            proxy.stop();
        }
    }

    private Routing route(String host, String target) {
        if (settings.portalHosts().contains(Routes.canonical(host))) {
            return toPortal(target);
        }
        return routes.host(host)
                .flatMap(Route::serving)
                .<Routing>map(forward -> new Routing.To(new TunnelOrigin(forward)))
                .orElseGet(() -> nowhere(host));
    }

    private Routing toPortal(String target) {
        if (isInternal(target)) {
            return new Routing.Ends(ProxyProblem.NO_ROUTE, "there is nothing here");
        }
        return portalServes
                ? new Routing.To(portal())
                : new Routing.Ends(ProxyProblem.STARTING, "the portal is starting", SOON);
    }

    private Routing nowhere(String host) {
        return routes.awaited(host)
                .<Routing>map(route -> new Routing.Ends(
                        ProxyProblem.TUNNEL_DOWN, "the tunnel of " + route.label() + " is down", LATER))
                .orElseGet(() -> new Routing.Ends(ProxyProblem.NO_ROUTE, "no route configured for host"));
    }

    private PortalOrigin portal() {
        return new PortalOrigin(settings.portalOrigin());
    }

    /** The server's own figures are for those who run it, on its own port; other spellings of their paths too. */
    private static boolean isInternal(String uri) {
        try {
            var path = URLDecoder.decode(uri.split("[?;]", 2)[0], StandardCharsets.UTF_8)
                    .replaceAll("/(\\./|/)*", "/")
                    .toLowerCase(Locale.ROOT);
            return INTERNAL.stream().anyMatch(internal -> path.equals(internal) || path.startsWith(internal + "/"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
