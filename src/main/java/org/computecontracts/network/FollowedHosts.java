package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.kernel.ProblemException;

/** Decides which hosts are followed. */
@ApplicationScoped
class FollowedHosts {
    private static final Logger LOG = Logger.getLogger(FollowedHosts.class.getName());

    @Inject
    NetworkHostStore hosts;

    @Inject
    NetworkSettings settings;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    void followHostOf(Did did, FollowReason reason) {
        follow(identities.resolve(did).pds(), HostKind.PDS, reason, did.value());
    }

    void follow(URI host, HostKind kind, FollowReason reason, String because) {
        var origin = origin(host);
        if (hosts.isFollowed(origin)) {
            return;
        }
        requireRoom(origin, reason);
        hosts.follow(origin, kind, reason, because, clock.instant());
    }

    private void requireRoom(URI origin, FollowReason reason) {
        var most = settings.maxHosts();
        var isFull = reason.isWeak() ? hosts.countWeak() >= most / 2 : hosts.count() >= most;
        if (isFull) {
            throw NetworkProblem.TOO_MANY_HOSTS.because("%s is not followed: %d hosts are", origin, hosts.count());
        }
    }

    /** For hosts that somebody names: one that cannot be followed is only told of in the log. */
    void followQuietly(URI host, FollowReason reason, String because) {
        try {
            follow(host, HostKind.PDS, reason, because);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "Not followed, named by {0}: {1}", new Object[] {because, e.detail()});
        }
    }

    /** Ourselves, and whom the settings name. */
    void followSettings() {
        if (settings.maxHosts() == 0) {
            return;
        }
        followSetting(List.of(settings.ours()), HostKind.PDS, FollowReason.OURS);
        followSetting(settings.hosts(), HostKind.PDS, FollowReason.SETTING);
        followSetting(settings.relays(), HostKind.RELAY, FollowReason.SETTING);
        followSetting(settings.jetstreams(), HostKind.JETSTREAM, FollowReason.SETTING);
    }

    private void followSetting(List<URI> urls, HostKind kind, FollowReason reason) {
        urls.forEach(url -> hosts.follow(origin(url), kind, reason, "settings", clock.instant()));
    }

    /** Scheme, host and port alone, in one spelling. */
    static URI origin(URI host) {
        if (host.getHost() == null || host.getUserInfo() != null || host.getScheme() == null) {
            throw NetworkProblem.HOST_REFUSED.because("%s is no origin", host);
        }
        var port = host.getPort() < 0 ? "" : ":" + host.getPort();
        return URI.create((host.getScheme() + "://" + host.getHost()).toLowerCase(Locale.ROOT) + port);
    }
}
