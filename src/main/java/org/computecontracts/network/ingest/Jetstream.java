package org.computecontracts.network.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.CommitProof;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.host.HostClaim;
import org.jspecify.annotations.Nullable;

/**
 * A second source, without proofs: its events only name what to fetch. A record counts when its repository's own server has
 * proved it; its number is a time in microseconds.
 */
@ApplicationScoped
public class Jetstream {
    @Inject
    NetworkIngestStore store;

    @Inject
    Upstream upstream;

    @Inject
    Identities identities;

    @Inject
    NetworkSettings settings;

    @Inject
    Workers workers;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    public URI address(HostClaim claim) {
        var query = new StringBuilder("/subscribe?");
        for (var prefix : settings.collections()) {
            query.append("wantedCollections=")
                    .append(prefix.endsWith(".") ? prefix + "*" : prefix)
                    .append('&');
        }
        if (claim.cursor() != null) {
            query.append("cursor=").append(claim.cursor());
        }
        return URI.create(claim.url() + query.toString());
    }

    public HostClaim take(HostClaim claim, List<byte[]> messages) {
        var reading = new Reading(claim, new CollectionFilter(settings.collections()));
        messages.forEach(reading::add);
        var fetched = workers.inOrder(List.copyOf(reading.named), this::fetched);
        put(claim, fetched, doubts(reading, fetched));
        var time = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(reading.cursor));
        var batch = new HostBatch(reading.cursor, messages.size(), reading.malformed, time, refusals(fetched));
        store.take(claim, batch, clock.instant());
        return claim.at(reading.cursor);
    }

    /** Repositories to be read whole: known ones that have changed, new ones, and those that gave no record. */
    private Map<Did, String> doubts(Reading reading, List<Fetched> fetched) {
        var dids = new LinkedHashSet<>(reading.changed.keySet());
        fetched.forEach(one -> dids.add(one.uri().authority()));
        var known = store.heads(dids).keySet();
        var doubts = new LinkedHashMap<>(reading.changed);
        doubts.keySet().retainAll(known); // of the others nothing concerns us
        for (var one : fetched) {
            var did = one.uri().authority();
            if (one.write() == null) {
                doubts.put(did, one.problem());
            } else if (!known.contains(did)) {
                doubts.putIfAbsent(did, "Seen for the first time");
            }
        }
        return doubts;
    }

    /** What the messages name. */
    private static final class Reading {
        private final CollectionFilter filter;
        private final Set<AtUri> named = new LinkedHashSet<>();
        private final Map<Did, String> changed = new LinkedHashMap<>();
        private long cursor;
        private int malformed;

        Reading(HostClaim claim, CollectionFilter filter) {
            this.cursor = claim.cursor() == null ? 0 : claim.cursor();
            this.filter = filter;
        }

        void add(byte[] message) {
            try {
                var event = Json.readObject(message);
                cursor = Math.max(cursor, event.path("time_us").asLong());
                var did = new Did(event.path("did").asText());
                if (!event.path("kind").asText().equals("commit")) {
                    changed.put(did, "Its account or identity is said to have changed");
                    return;
                }
                var uri = uri(did, event.path("commit"));
                if (filter.wants(uri.collection().value())) {
                    named.add(uri);
                }
            } catch (ProblemException | IllegalArgumentException e) {
                malformed++;
            }
        }

        private static AtUri uri(Did did, JsonNode commit) {
            var collection = new Nsid(commit.path("collection").asText());
            return AtUri.of(did, collection, commit.path("rkey").asText());
        }
    }

    /** What came of fetching one record: its proved version, or why there is none. */
    private record Fetched(AtUri uri, @Nullable RecordWrite write, String problem) {}

    private Fetched fetched(AtUri uri) {
        try {
            var document = identities.resolve(uri.authority());
            var archive = upstream.record(document.pds(), uri);
            if (!archive.error().isEmpty()) {
                return new Fetched(uri, null, archive.error());
            }
            var path = uri.collection() + "/" + uri.rkey();
            var commit = CommitProof.ofRecord(uri.authority(), path, archive.car(), document.signingKey());
            return new Fetched(
                    uri,
                    RecordWrite.of(commit.did(), commit.rev(), commit.writes().getFirst()),
                    "");
        } catch (ProblemException | IllegalArgumentException e) {
            return new Fetched(uri, null, String.valueOf(e.getMessage()));
        }
    }

    /** What could not be fetched is no hole: its repository is read anew, until that works. */
    private void put(HostClaim claim, List<Fetched> fetched, Map<Did, String> doubtful) {
        var writes =
                fetched.stream().map(Fetched::write).filter(Objects::nonNull).toList();
        if (!writes.isEmpty() || !doubtful.isEmpty()) {
            store.change(
                            doubtful.keySet(),
                            claim.url().toString(),
                            clock.instant(),
                            heads -> changes(heads, writes, doubtful))
                    .forEach(events::fireAsync);
        }
    }

    private static RepoChanges changes(Map<Did, RepoHead> heads, List<RecordWrite> writes, Map<Did, String> doubtful) {
        var after = doubtful.entrySet().stream()
                .map(doubt -> heads.getOrDefault(doubt.getKey(), RepoHead.unseen(doubt.getKey()))
                        .desynchronised(doubt.getValue()))
                .toList();
        return new RepoChanges(after, writes, List.of(), List.of());
    }

    private static List<Proven> refusals(List<Fetched> fetched) {
        return fetched.stream()
                .filter(one -> one.write() == null)
                .<Proven>map(one -> new Proven.Refused(one.uri().authority(), one.problem(), false))
                .toList();
    }
}
