package org.computecontracts.network.listen;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.PollTurn;
import org.computecontracts.network.ingest.NetworkIngestStore;
import org.computecontracts.network.ingest.NetworkRepoStore;
import org.computecontracts.network.ingest.RepoChanges;
import org.computecontracts.network.ingest.RepoHead;
import org.computecontracts.network.ingest.RepoListing;
import org.computecontracts.network.ingest.RepoListing.Listed;
import org.computecontracts.network.ingest.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * The safety net under the streams, and all there is for hosts without one: compares the revisions that a host lists with
 * those we have, and marks what differs to be read anew.
 */
@ApplicationScoped
public class Polls {
    private static final Logger LOG = Logger.getLogger(Polls.class.getName());
    private static final int MAX_PAGES = 200;
    private static final int MAX_UNKNOWN = 2_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Inject
    Upstream upstream;

    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkRepoStore repos;

    @Inject
    NetworkSettings settings;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    /** Of hosts whose stream we read: behind at the last look, by the stream's own pace perhaps, and where we were then. */
    private final Map<Did, String> suspects = new ConcurrentHashMap<>();

    private final Set<URI> running = ConcurrentHashMap.newKeySet();

    /** One at a time of each host, however slow it is. */
    public void poll(PollTurn turn) {
        if (!running.add(turn.url())) {
            return;
        }
        try {
            look(turn);
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "{0} lists no repositories: {1}", new Object[] {turn.url(), e.detail()});
        } finally {
            running.remove(turn.url());
        }
    }

    private void look(PollTurn turn) {
        if (turn.kind() == HostKind.RELAY) {
            for (var collection : settings.backfill()) {
                pages(turn, next -> upstream.repos(turn.url(), collection, next));
            }
            return;
        }
        var listed = pages(turn, next -> upstream.repos(turn.url(), next));
        listed.ifPresent(all -> missing(turn, all));
    }

    /** All that is listed; empty when that is not all. */
    private Optional<Set<Did>> pages(PollTurn turn, Function<Optional<String>, RepoListing> page) {
        var all = new HashSet<Did>();
        var room = MAX_UNKNOWN;
        var next = Optional.<String>empty();
        var end = clock.instant().plus(LONGEST);
        for (var count = 0; count < MAX_PAGES && clock.instant().isBefore(end); count++) {
            var listing = page.apply(next);
            room -= compare(turn, listing.repos(), room);
            listing.repos().forEach(repo -> all.add(repo.did()));
            next = listing.next();
            if (next.isEmpty()) {
                return Optional.of(all);
            }
        }
        return Optional.empty();
    }

    /** How many of them were not known at all; of those no more than this are taken, the others another time. */
    private int compare(PollTurn turn, List<Listed> listed, int room) {
        var byDid = new HashMap<Did, Listed>();
        listed.forEach(repo -> byDid.put(repo.did(), repo));
        var known = store.heads(byDid.keySet());
        byDid.values().removeIf(repo -> isFine(turn, repo, known.get(repo.did())));
        var unknown =
                byDid.keySet().stream().filter(did -> !known.containsKey(did)).toList();
        unknown.stream().skip(room).forEach(byDid::remove);
        if (!byDid.isEmpty()) {
            store.change(byDid.keySet(), turn.url().toString(), clock.instant(), heads -> marked(turn, byDid, heads))
                    .forEach(events::fireAsync);
        }
        return Math.min(room, unknown.size());
    }

    private boolean isFine(PollTurn turn, Listed repo, @Nullable RepoHead head) {
        if (head == null) {
            return repo.status() != RepoStatus.ACTIVE;
        }
        if (!turn.url().equals(head.host())) {
            return !head.isUnread() || repo.status() != RepoStatus.ACTIVE;
        }
        if (head.status() != repo.status()) {
            return false;
        }
        var rev = repo.rev();
        if (rev == null || repo.status() != RepoStatus.ACTIVE || head.desync() != null || head.isPast(rev)) {
            suspects.remove(repo.did());
            return true;
        }
        var ours = String.valueOf(head.rev());
        return turn.state() == HostState.CONNECTED && !ours.equals(suspects.put(repo.did(), ours));
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
        return RepoChanges.ofHeads(after);
    }

    /** Repositories of this host that it does not list any more: deleted, moved, or withheld. */
    private void missing(PollTurn turn, Set<Did> listed) {
        for (var did : repos.activeAt(turn.url())) {
            if (!listed.contains(did)) {
                repos.desynchronise(did, turn.url() + " does not list it any more", clock.instant());
            }
        }
    }
}
