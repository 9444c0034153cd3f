package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;

/** Decides which hosts are followed. */
@ApplicationScoped
class FollowedHosts {
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
        if (hosts.count() >= settings.maxHosts()) {
            throw NetworkProblem.TOO_MANY_HOSTS.because(
                    "%s is not followed: there are %d already", origin, settings.maxHosts());
        }
        hosts.follow(origin, kind, reason, because, clock.instant());
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
