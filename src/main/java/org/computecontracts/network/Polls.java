package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.RepoListing.Listed;
import org.jspecify.annotations.Nullable;

/**
 * The safety net under the streams, and all there is for hosts without one: compares the revisions that a host lists with
 * those we have, and marks what differs to be read anew.
 */
@ApplicationScoped
class Polls {
    private static final Logger LOG = Logger.getLogger(Polls.class.getName());
    private static final int MAX_PAGES = 200;

    @Inject
    Upstream upstream;

    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkSettings settings;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    /** Of hosts whose stream we read: behind at the last look, by the stream's own pace perhaps. */
    private final Map<Did, Tid> suspects = new ConcurrentHashMap<>();

    void poll(PollTurn turn) {
        try {
            if (turn.kind() == HostKind.RELAY) {
                settings.backfill().forEach(collection -> pages(turn, next -> relayed(turn.url(), collection, next)));
            } else {
                pages(turn, next -> upstream.repos(turn.url(), next));
            }
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0} lists no repositories: {1}", new Object[] {turn.url(), e.detail()});
        }
    }

    private RepoListing relayed(URI relay, Nsid collection, Optional<String> next) {
        return upstream.repos(relay, collection, next);
    }

    private void pages(PollTurn turn, Function<Optional<String>, RepoListing> page) {
        var next = Optional.<String>empty();
        for (var count = 0; count < MAX_PAGES; count++) {
            var listing = page.apply(next);
            compare(turn, listing.repos());
            next = listing.next();
            if (next.isEmpty()) {
                return;
            }
        }
    }

    private void compare(PollTurn turn, List<Listed> listed) {
        var byDid = new HashMap<Did, Listed>();
        listed.forEach(repo -> byDid.put(repo.did(), repo));
        var known = store.heads(byDid.keySet());
        byDid.values().removeIf(repo -> isFine(turn, repo, known.get(repo.did())));
        if (!byDid.isEmpty()) {
            store.change(byDid.keySet(), turn.url().toString(), clock.instant(), heads -> marked(turn, byDid, heads))
                    .forEach(events::fireAsync);
        }
    }

    private boolean isFine(PollTurn turn, Listed repo, @Nullable RepoHead head) {
        if (head == null) {
            return repo.status() != RepoStatus.ACTIVE;
        }
        var isOwn = turn.url().equals(head.host());
        if (isOwn && head.status() != repo.status()) {
            return false;
        }
        var rev = repo.rev();
        if (!isOwn || rev == null || repo.status() != RepoStatus.ACTIVE || head.desync() != null || head.isPast(rev)) {
            suspects.remove(repo.did());
            return true;
        }
        return turn.state() == HostState.CONNECTED && !rev.equals(suspects.put(repo.did(), rev));
    }

    private static RepoChanges marked(PollTurn turn, Map<Did, Listed> listed, Map<Did, RepoHead> heads) {
        var after = new ArrayList<RepoHead>();
        listed.values().forEach(repo -> {
            var head = heads.getOrDefault(repo.did(), RepoHead.unseen(repo.did()));
            var rev = repo.rev();
            if (rev == null || !head.isPast(rev) || head.status() != repo.status()) {
                after.add(head.desynchronised("Found changed when " + turn.url() + " was polled"));
            }
        });
        return new RepoChanges(after, List.of(), List.of(), List.of());
    }
}
