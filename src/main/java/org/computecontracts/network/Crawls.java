package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/** Hosts that ask to be read: each must be a PDS that we can reach, and no more than some ask in a minute. */
@ApplicationScoped
class Crawls {
    private static final Pattern HOSTNAME = Pattern.compile("[a-zA-Z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST = 30;

    @Inject
    FollowedHosts followed;

    @Inject
    NetworkHostStore hosts;

    @Inject
    Upstream upstream;

    @Inject
    Clock clock;

    private final Deque<Instant> recent = new ArrayDeque<>();

    void request(String hostname) {
        var name = hostname.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        if (!HOSTNAME.matcher(name).matches()) {
            throw NetworkProblem.HOST_REFUSED.because("Not the name of a host");
        }
        requireCalm();
        var url = answering(name);
        if (hosts.isFollowed(url)) {
            hosts.hurry(url, clock.instant());
            return;
        }
        followed.follow(url, HostKind.PDS, FollowReason.CRAWL, "it asked to be read");
    }

    private synchronized void requireCalm() {
        var now = clock.instant();
        while (!recent.isEmpty() && recent.peek().isBefore(now.minus(WINDOW))) {
            recent.poll();
        }
        if (recent.size() >= MOST) {
            throw NetworkProblem.TOO_MANY_HOSTS.because("Too many hosts ask to be read: try again in a minute");
        }
        recent.add(now);
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
        if (!hosts.isFollowed(url)) {
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
