package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkSettings;

/** Decides which hosts are followed. */
@ApplicationScoped
public class FollowedHosts {
    private static final Logger LOG = Logger.getLogger(FollowedHosts.class.getName());

    private static final Map<String, Integer> USUAL_PORTS = Map.of("https", 443, "http", 80, "wss", 443, "ws", 80);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Inject
    NetworkFollowStore hosts;

    @Inject
    NetworkSettings settings;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    public void followHostOf(Did did, FollowReason reason) {
        follow(identities.resolve(did).pds(), HostKind.PDS, reason, did.value());
    }

    /** TOO_MANY_HOSTS when none makes room for it; one that is followed already has a reason more. */
    public void follow(URI host, HostKind kind, FollowReason reason, String because) {
        var origin = origin(host);
        var now = clock.instant();
        var known = hosts.find(origin);
        if (known.isPresent()) {
            named(known.get(), reason, because, now);
            return;
        }
        makeRoom(new Followed(origin, reason, now, now));
        hosts.follow(origin, kind, reason, because, now);
    }

    /** The strongest reason is kept, as long as it is given again and again. */
    private void named(Followed known, FollowReason reason, String because, Instant now) {
        var isAgain = reason == known.reason() && known.namedAt().plus(PAUSE).isBefore(now);
        if (isAgain || reason.compareTo(known.reason()) < 0) {
            hosts.named(known.url(), reason, because, now);
        }
    }

    private void makeRoom(Followed newcomer) {
        var most = settings.maxHosts();
        var weak = hosts.weak();
        var isFull = newcomer.reason().isWeak() ? weak.size() >= most / 2 : hosts.count() >= most;
        if (!isFull) {
            return;
        }
        var now = clock.instant();
        var leaving = new HostPlaces(weak, now)
                .yieldedTo(newcomer)
                .orElseThrow(() -> NetworkProblem.TOO_MANY_HOSTS.because(
                        "%s is not followed: %d hosts are", newcomer.url(), hosts.count()));
        hosts.stop(leaving.url(), "It made room for " + newcomer.url(), now);
    }

    /**
     * Those that nothing named for long: a record that concerns us is a reason to go on, else it is over. What names one of
     * them later has it followed again.
     */
    public void leave() {
        followSettings();
        var now = clock.instant();
        for (var one : hosts.unnamedSince(now.minus(settings.hostGrace()))) {
            hosts.accountOfInterest(one.url())
                    .ifPresentOrElse(
                            did -> hosts.named(one.url(), FollowReason.RECORD, did.value(), now),
                            () -> hosts.stop(one.url(), "Nothing has named it since " + one.namedAt(), now));
        }
        hosts.forgetStopped();
    }

    /** For hosts that somebody names: one that cannot be followed is only told of in the log. */
    public void followQuietly(URI host, FollowReason reason, String because) {
        try {
            follow(host, HostKind.PDS, reason, because);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "Not followed, named by {0}: {1}", new Object[] {because, e.detail()});
        }
    }

    /** Ourselves, and whom the settings name. */
    public void followSettings() {
        if (settings.maxHosts() == 0) {
            return;
        }
        followSetting(List.of(settings.ours()), HostKind.PDS, FollowReason.OURS);
        followSetting(settings.hosts(), HostKind.PDS, FollowReason.SETTING);
        followSetting(settings.relays(), HostKind.RELAY, FollowReason.SETTING);
        followSetting(settings.jetstreams(), HostKind.JETSTREAM, FollowReason.SETTING);
    }

    private void followSetting(List<URI> urls, HostKind kind, FollowReason reason) {
        var now = clock.instant();
        for (var url : urls) {
            hosts.follow(origin(url), kind, reason, "settings", now);
            hosts.named(origin(url), reason, "settings", now);
        }
    }

    /** Scheme, host and port alone, in one spelling: without the port that the scheme means anyway. */
    public static URI origin(URI host) {
        if (host.getHost() == null || host.getUserInfo() != null || host.getScheme() == null) {
            throw NetworkProblem.HOST_REFUSED.because("%s is no origin", host);
        }
        var scheme = host.getScheme().toLowerCase(Locale.ROOT);
        var isUsual = host.getPort() < 0 || Integer.valueOf(host.getPort()).equals(USUAL_PORTS.get(scheme));
        var port = isUsual ? "" : ":" + host.getPort();
        return URI.create(scheme + "://" + host.getHost().toLowerCase(Locale.ROOT) + port);
    }
}
