package org.computecontracts.ingress.tls;

import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.computecontracts.ingress.HostNames;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.limits.Caches;
import org.computecontracts.kernel.limits.LocalLimit;
import org.computecontracts.kernel.limits.Quota;
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
    private static final Quota STRANGERS = new Quota(120, Duration.ofMinutes(1));

    @Inject
    Settings kernel;

    @Inject
    IngressSettings settings;

    @Inject
    Routes routes;

    @Inject
    Clock clock;

    /** Those of names in use stay; each is made anew a week before it ends. */
    private final LoadingCache<String, Leaf> leaves = Caches.caffeine(() -> clock)
            .maximumSize(MANY)
            .expireAfter(Expiry.<String, Leaf>writing((name, leaf) ->
                    Duration.between(clock.instant(), leaf.expires().minus(RENEWED_BEFORE))))
            .build(this::issue);

    /** Each node makes its own certificates, and is kept from making too many. */
    private final LocalLimit strangers = new LocalLimit(STRANGERS, () -> clock);

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
    public Leaf leaf(@Nullable String host) {
        return leaves.get(Optional.ofNullable(host).flatMap(this::nameFor).orElse(PORTAL));
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
                && (leaves.getIfPresent(routes.hostName(label)) != null
                        || strangers.take("").granted());
    }

    /** One certificate for every name one label below the domain; clients take none for all below a top-level domain. */
    private Optional<String> wildcard() {
        return Optional.of(settings.domain())
                .filter(domain -> domain.contains("."))
                .map(domain -> "*." + domain);
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
