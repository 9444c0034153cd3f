package org.computecontracts.network;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.CommitProof;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A second source, without proofs: its events only name what to fetch. A record counts when its repository's own server has
 * proved it; its number is a time in microseconds.
 */
@ApplicationScoped
class Jetstream {
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

    URI address(HostClaim claim) {
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

    HostClaim take(HostClaim claim, List<byte[]> messages) {
        var filter = new CollectionFilter(settings.collections());
        var named = new LinkedHashMap<AtUri, Boolean>();
        var cursor = claim.cursor() == null ? 0L : claim.cursor();
        var malformed = 0;
        for (var message : messages) {
            try {
                var event = Json.readObject(message);
                cursor = Math.max(cursor, event.path("time_us").asLong());
                var uri = named(event);
                if (uri != null && filter.wants(uri.collection().value())) {
                    named.put(uri, true);
                }
            } catch (ProblemException | IllegalArgumentException e) {
                malformed++;
            }
        }
        var proven = workers.inOrder(List.copyOf(named.keySet()), this::fetched);
        put(claim, proven);
        var time = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(cursor));
        store.take(claim, new HostBatch(cursor, messages.size(), malformed, time, refusals(proven)), clock.instant());
        return claim.at(cursor);
    }

    private static @Nullable AtUri named(JsonNode event) {
        if (!event.path("kind").asText().equals("commit")) {
            return null;
        }
        var commit = event.path("commit");
        return AtUri.of(
                new Did(event.path("did").asText()),
                new Nsid(commit.path("collection").asText()),
                commit.path("rkey").asText());
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

    private void put(HostClaim claim, List<Fetched> fetched) {
        var writes =
                fetched.stream().map(Fetched::write).filter(Objects::nonNull).toList();
        if (!writes.isEmpty()) {
            store.change(List.of(), claim.url().toString(), clock.instant(), heads -> changes(heads, writes))
                    .forEach(events::fireAsync);
        }
    }

    private static RepoChanges changes(Map<Did, RepoHead> heads, List<RecordWrite> writes) {
        return new RepoChanges(heads.values(), writes, List.of(), List.of());
    }

    private static List<Proven> refusals(List<Fetched> fetched) {
        return fetched.stream()
                .filter(one -> one.write() == null)
                .<Proven>map(one -> new Proven.Refused(one.uri().authority(), one.problem(), false))
                .toList();
    }
}
