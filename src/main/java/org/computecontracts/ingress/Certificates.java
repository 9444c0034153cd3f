package org.computecontracts.ingress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.GeneralName;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of the front, from the local CA and on demand: for the portal's own names and for tunnels that are open, for
 * nothing else, or a stranger could have any number of them made.
 */
@ApplicationScoped
public class Certificates {
    private static final String PORTAL = "";
    private static final Duration RENEWED_BEFORE = Duration.ofDays(7);
    private static final int MANY = 1000;

    @Inject
    Settings kernel;

    @Inject
    IngressSettings settings;

    @Inject
    Routes routes;

    @Inject
    Clock clock;

    private final Map<String, Leaf> leaves = new ConcurrentHashMap<>();
    private @Nullable LocalCa ca;

    /** The certificate to trust, in PEM. */
    public String localCaPem() {
        return ca().certificatePem();
    }

    /** Whether a certificate may be had for this name: the gate before every issue. */
    public boolean mayHave(String host) {
        return nameFor(host).isPresent();
    }

    /** The leaf a visitor of this host name gets; one who names none, or none of ours, gets the portal's. */
    Leaf leaf(@Nullable String host) {
        return current(Optional.ofNullable(host).flatMap(this::nameFor).orElse(PORTAL));
    }

    /** The name in the certificate, by which it is cached: all names below {@code *.x} share one. */
    private Optional<String> nameFor(String host) {
        if (settings.portalHosts().contains(Routes.canonical(host))) {
            return Optional.of(PORTAL);
        }
        return routes.host(host).map(route -> routes.hostName(route.label()));
    }

    private Leaf current(String name) {
        if (leaves.size() > MANY) {
            leaves.keySet().removeIf(cached -> !cached.equals(PORTAL) && !mayHave(cached.replace("*", "any")));
        }
        var soon = clock.instant().plus(RENEWED_BEFORE);
        return leaves.compute(
                name, (key, leaf) -> leaf == null || leaf.expires().isBefore(soon) ? issue(name) : leaf);
    }

    private Leaf issue(String name) {
        return ca().issue(names(name.equals(PORTAL) ? settings.portalHosts() : List.of(name)), clock.instant());
    }

    private static List<GeneralName> names(List<String> hosts) {
        return hosts.stream()
                .map(host -> new GeneralName(GeneralName.dNSName, host))
                .toList();
    }

    private synchronized LocalCa ca() {
        if (ca == null) {
            ca = LocalCa.at(kernel.localCa(), clock.instant());
        }
        return ca;
    }
}
