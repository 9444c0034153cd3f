package org.computecontracts.network.listen;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.BucketStore;
import org.computecontracts.kernel.limits.Quota;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.Followed;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.NetworkFollowStore;
import org.computecontracts.network.ingest.Upstream;

/** Hosts that ask to be read: each must be a PDS that we can reach, and no more than some ask in a minute. */
@ApplicationScoped
public class Crawls {
    private static final Pattern HOSTNAME = Pattern.compile("[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final Quota ALL = new Quota(60, Duration.ofMinutes(1));
    private static final Quota OF_SITE = new Quota(20, Duration.ofMinutes(1));

    @Inject
    FollowedHosts followed;

    @Inject
    NetworkFollowStore hosts;

    @Inject
    Upstream upstream;

    @Inject
    BucketStore buckets;

    @Inject
    Clock clock;

    public void request(String hostname) {
        var name = hostname.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/+$", "");
        if (!HOSTNAME.matcher(name).matches()) {
            throw NetworkProblem.HOST_REFUSED.because("Not the name of a host");
        }
        requireCalm(name);
        var url = answering(name);
        hosts.hurry(url, clock.instant());
        followed.follow(url, HostKind.PDS, FollowReason.CRAWL, "it asked to be read");
    }

    /** By site first: what one site is refused takes nothing from the others. */
    private void requireCalm(String name) {
        var site = Followed.site(name.replaceFirst(":[0-9]+$", ""));
        if (!buckets.take("crawls of " + site, OF_SITE).granted()
                || !buckets.take("crawls", ALL).granted()) {
            throw NetworkProblem.TOO_MANY_HOSTS.because("Too many hosts ask to be read: try again in a minute");
        }
    }

    /** Plain http is for names of this machine, where the guarded client allows it. */
    private URI answering(String name) {
        try {
            return checked(FollowedHosts.origin(URI.create("https://" + name)));
        } catch (ProblemException e) {
            if (!name.startsWith("localhost") && !name.startsWith("127.0.0.1")) {
                throw refused(name, e);
            }
        }
        try {
            return checked(FollowedHosts.origin(URI.create("http://" + name)));
        } catch (ProblemException e) {
            throw refused(name, e);
        }
    }

    private URI checked(URI url) {
        if (hosts.find(url).isEmpty()) {
            upstream.requirePds(url);
        }
        return url;
    }

    private static ProblemException refused(String name, ProblemException e) {
        var why =
                e.type() == KernelProblem.ADDRESS_REFUSED ? "it is not on the public Internet" : "no PDS answers there";
        return NetworkProblem.HOST_REFUSED
                .because("%s is not read: %s", name, why)
                .causedBy(e);
    }
}
