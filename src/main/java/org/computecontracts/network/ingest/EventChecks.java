package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.Numbered;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.jspecify.annotations.Nullable;

/** Checks the events of a batch: what needs thinking on all processors, what needs others with a few hands and little patience. */
@ApplicationScoped
public class EventChecks {
    @Inject
    Prover prover;

    @Inject
    RemoteVerifier remoteVerifier;

    @Inject
    BoundedLookups boundedLookups;

    @Inject
    Workers workers;

    @Inject
    NetworkSettings settings;

    /** In their order, without those that concern nobody here; then what could not be read. */
    List<Proven> of(HostClaim claim, StreamReading reading, Map<Did, RepoHead> heads) {
        var all = new ArrayList<>(readable(claim, reading.events(), heads));
        for (var event : reading.unreadable()) {
            var reason = "Event %d of %s cannot be read: %s".formatted(event.seq(), claim.url(), event.reason());
            all.add(Prover.refused(claim, head(heads, event.did()), reason));
        }
        return all;
    }

    private List<Proven> readable(HostClaim claim, List<Numbered> events, Map<Did, RepoHead> heads) {
        var filter = new CollectionFilter(settings.collections());
        var ours = claim.kind() == HostKind.RELAY
                ? events.stream()
                        .filter(event -> concerns(event, heads.get(event.did()), filter))
                        .toList()
                : events;
        var proven = workers.inOrder(ours, event -> prover.prove(event, claim, head(heads, event.did())));
        return answered(claim, ours, proven, heads);
    }

    private static RepoHead head(Map<Did, RepoHead> heads, Did did) {
        return heads.getOrDefault(did, RepoHead.unseen(did));
    }

    /**
     * A relay repeats what millions write. Of a repository that we know nothing of, only what names something for us is
     * looked at; one that we never read has begun for us when it does so.
     */
    private static boolean concerns(Numbered event, @Nullable RepoHead head, CollectionFilter filter) {
        if (event instanceof CommitMade commit) {
            return (head != null && !head.isUnread())
                    || commit.tooBig()
                    || commit.ops().stream().anyMatch(op -> filter.wants(op.path()));
        }
        return head != null;
    }

    private List<Proven> answered(
            HostClaim claim, List<Numbered> events, List<Optional<Proven>> proven, Map<Did, RepoHead> heads) {
        var open = new ArrayList<Numbered>();
        for (var i = 0; i < events.size(); i++) {
            if (proven.get(i).isEmpty()) {
                open.add(events.get(i));
            }
        }
        var answers = boundedLookups
                .ask(claim.url(), open, event -> remoteVerifier.ask(event, claim, head(heads, event.did())))
                .iterator();
        var all = new ArrayList<Proven>(events.size());
        for (var i = 0; i < events.size(); i++) {
            var event = events.get(i);
            all.add(proven.get(i)
                    .orElseGet(() ->
                            answers.next().orElseGet(() -> unanswered(event, claim, head(heads, event.did())))));
        }
        return all;
    }

    /** Who neither serves a repository nor repeats what its server says can cast no doubt on it. */
    private static Proven unanswered(Numbered event, HostClaim claim, RepoHead head) {
        var reason = "Event %d of %s needs an answer that did not come in time".formatted(event.seq(), claim.url());
        var counts = claim.kind() == HostKind.RELAY
                || head.host() == null
                || head.host().equals(claim.url());
        return counts ? new Proven.Unanswered(event.did(), reason) : new Proven.Refused(event.did(), reason, false);
    }
}
