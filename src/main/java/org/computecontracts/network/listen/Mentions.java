package org.computecontracts.network.listen;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.Caches;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkRecordStore;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.NamedAccounts;

/** Listens to the servers of accounts that a record names: what they write may be the answer to it. */
@ApplicationScoped
class Mentions {
    private static final Logger LOG = Logger.getLogger(Mentions.class.getName());
    private static final int REMEMBERED = 10_000;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    @Inject
    NetworkRecordStore records;

    @Inject
    FollowedHosts followed;

    @Inject
    Clock clock;

    private final Cache<Did, Boolean> lately = Caches.caffeine(() -> clock)
            .maximumSize(REMEMBERED)
            .expireAfterWrite(PAUSE)
            .build();

    void on(@ObservesAsync NetworkEvent.RecordSeen seen) {
        var uri = seen.record().uri();
        records.find(uri)
                .ifPresent(record -> NamedAccounts.of(uri, record.record().json()).stream()
                        .filter(this::isNews)
                        .forEach(did -> follow(did, uri.value())));
    }

    private boolean isNews(Did did) {
        return lately.asMap().putIfAbsent(did, true) == null;
    }

    private void follow(Did did, String because) {
        try {
            followed.followHostOf(did, FollowReason.RECORD);
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0}, named by {1}, is not followed: {2}", new Object[] {did, because, e.detail()});
        }
    }
}
