package org.computecontracts.ingress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of the front, from the local CA and on demand: for the portal's own names, for tunnels that are open, and for
 * every other name below the domain, so that a visitor of a tunnel that is down is told so and not warned of a forgery. Of
 * those others not many at a time, or a stranger could have any number of them made.
 */
@ApplicationScoped
public class Certificates {
    private static final String PORTAL = "";
    private static final Duration RENEWED_BEFORE = Duration.ofDays(7);
    private static final int MANY = 1000;
    private static final int STRANGERS_A_MINUTE = 120;

    @Inject
    Settings kernel;

    @Inject
    IngressSettings settings;

    @Inject
    Routes routes;

    @Inject
    Clock clock;

    private final Map<String, Leaf> leaves = new ConcurrentHashMap<>();
    private Instant minute = Instant.EPOCH;
    private int strangers;
    private @Nullable LocalCa ca;

    /** The certificate to trust, in PEM. */
    public String localCaPem() {
        return ca().certificatePem();
    }

    /** Whether a certificate may be had for this name: the gate before every issue by others. */
    public boolean mayHave(String host) {
        return isPortal(host) || routes.host(host).isPresent();
    }

    /** The leaf a visitor of this host name gets; one who names none, or none of ours, gets the portal's. */
    Leaf leaf(@Nullable String host) {
        return current(Optional.ofNullable(host).flatMap(this::nameFor).orElse(PORTAL));
    }

    private boolean isPortal(String host) {
        return settings.portalHosts().contains(Routes.canonical(host));
    }

    /** The name in the certificate, by which it is cached: all names below {@code *.x} share one. */
    private Optional<String> nameFor(String host) {
        return routes.labelOf(host)
                .filter(label -> !isPortal(host))
                .filter(label -> routes.label(label).isPresent() || isWorthOne(label))
                .map(routes::hostName);
    }

    /** Of a name that leads nowhere at present. Most need none: the portal's is for all below the domain, where it can be. */
    private boolean isWorthOne(String label) {
        return wildcard().isEmpty()
                && HostNames.isLabel(label)
                && (leaves.containsKey(routes.hostName(label)) || isOneOfFew());
    }

    private synchronized boolean isOneOfFew() {
        var now = clock.instant();
        if (minute.plus(Duration.ofMinutes(1)).isBefore(now)) {
            minute = now;
            strangers = 0;
        }
        return strangers++ < STRANGERS_A_MINUTE;
    }

    /** One certificate for every name one label below the domain; clients take none for all below a top-level domain. */
    private Optional<String> wildcard() {
        return Optional.of(settings.domain())
                .filter(domain -> domain.contains("."))
                .map(domain -> "*." + domain);
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
        return ca().issue(names(name.equals(PORTAL) ? ownNames() : List.of(name)), clock.instant());
    }

    private List<String> ownNames() {
        return Stream.concat(settings.portalHosts().stream(), wildcard().stream())
                .distinct()
                .toList();
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
