package org.computecontracts.network.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.ProvenCommit;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.RepoStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a repository's own server answered when it was read by itself.
 *
 * @param commit its head; null when it gives none
 */
record RepoReading(Did did, @Nullable ProvenCommit commit, RepoStatus status) {
    /** With all records that concern us among its writes. */
    static RepoReading of(ProvenCommit commit) {
        return new RepoReading(commit.did(), commit, RepoStatus.ACTIVE);
    }

    static RepoReading gone(Did did, RepoStatus status) {
        return new RepoReading(did, null, status);
    }

    /**
     * What it makes of what is known. A stream may have told of a later revision meanwhile, or of something else to look
     * at: then the repository stays desynchronised, and is read once more.
     *
     * @param doubt what it was read for
     * @param live the records that are there until now
     */
    RepoChanges applied(RepoHead head, @Nullable String doubt, Set<AtUri> live) {
        var news = new ArrayList<NetworkEvent>();
        if (head.status() != status) {
            news.add(new NetworkEvent.AccountChanged(did, status));
        }
        if (commit == null) {
            var ended = status == RepoStatus.DELETED ? List.of(did) : List.<Did>of();
            return new RepoChanges(List.of(head.with(status).synchronised(doubt)), List.of(), news, ended);
        }
        if (head.isPast(commit.rev()) && !commit.rev().equals(head.rev())) {
            return new RepoChanges(List.of(), List.of(), List.of(), List.of()); // an old copy: asked again later
        }
        var heardOf = head.latestRev();
        var after = head.with(status).at(commit.rev(), commit.data());
        var isNewest = heardOf == null || heardOf.compareTo(commit.rev()) <= 0;
        return new RepoChanges(List.of(isNewest ? after.synchronised(doubt) : after), writes(live), news, List.of());
    }

    private List<RecordWrite> writes(Set<AtUri> live) {
        var known = Objects.requireNonNull(commit);
        var writes = new ArrayList<RecordWrite>();
        var there = new HashSet<AtUri>();
        for (var write : known.writes()) {
            if (write.cid() != null) {
                var record = RecordWrite.of(did, known.rev(), write);
                writes.add(record);
                there.add(record.uri());
            }
        }
        live.stream()
                .filter(uri -> !there.contains(uri))
                .map(uri -> RecordWrite.gone(uri, known.rev()))
                .forEach(writes::add);
        return writes;
    }
}
