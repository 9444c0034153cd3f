package org.computecontracts.network.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.kernel.Json;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.NetworkHostStore;
import org.jspecify.annotations.Nullable;

/**
 * How far one repository is known, as it is worked on.
 *
 * @param signingKey as did:key; null when the document was not read yet
 * @param latestRev the newest revision heard of; later than {@code rev} only while desynchronised
 * @param desync why we may not have everything
 */
public record RepoHead(
        Did did,
        @Nullable URI host,
        @Nullable String handle,
        @Nullable String signingKey,
        @Nullable Instant knownAt,
        @Nullable Tid rev,
        @Nullable Cid data,
        @Nullable Tid latestRev,
        RepoStatus status,
        @Nullable String desync) {
    public static RepoHead unseen(Did did) {
        return new RepoHead(did, null, null, null, null, null, null, null, RepoStatus.ACTIVE, null);
    }

    /** Heard of, perhaps with its key, but never read and not to be read yet. */
    public boolean isUnread() {
        return rev == null && desync == null;
    }

    public boolean isPast(Tid other) {
        return rev != null && other.compareTo(rev) <= 0;
    }

    RepoHead at(Tid newRev, Cid newData) {
        return new RepoHead(did, host, handle, signingKey, knownAt, newRev, newData, later(newRev), status, desync);
    }

    /** The first reason is kept. */
    public RepoHead desynchronised(String reason) {
        var why = desync == null ? reason : desync;
        return new RepoHead(did, host, handle, signingKey, knownAt, rev, data, latestRev, status, why);
    }

    /** A reason of its own, so that who reads the repository at this moment sees that this came later. */
    RepoHead doubted(String reason) {
        return new RepoHead(did, host, handle, signingKey, knownAt, rev, data, latestRev, status, reason);
    }

    RepoHead heardOf(Tid newer) {
        return new RepoHead(did, host, handle, signingKey, knownAt, rev, data, later(newer), status, desync);
    }

    /** Unless another doubt has come than the one for which it was read. */
    RepoHead synchronised(@Nullable String doubt) {
        return Objects.equals(desync, doubt) ? synchronised() : this;
    }

    private RepoHead synchronised() {
        return new RepoHead(did, host, handle, signingKey, knownAt, rev, data, latestRev, status, null);
    }

    public RepoHead with(RepoStatus newStatus) {
        return new RepoHead(did, host, handle, signingKey, knownAt, rev, data, latestRev, newStatus, desync);
    }

    /** What a DID document just read says; parts that it lacks are forgotten. */
    public RepoHead with(DidDocument document, Instant now) {
        var pds = document.services().get("#atproto_pds");
        var key = document.keys().get("#atproto");
        return new RepoHead(
                did,
                pds == null ? null : FollowedHosts.origin(pds),
                document.handle().map(Handle::value).orElse(null),
                key == null ? null : key.didKey(),
                now,
                rev,
                data,
                latestRev,
                status,
                desync);
    }

    /** Whether the document says the same of it. */
    boolean isNamedAs(RepoHead other) {
        return Objects.equals(host, other.host)
                && Objects.equals(handle, other.handle)
                && Objects.equals(signingKey, other.signingKey);
    }

    private Tid later(Tid other) {
        return latestRev == null || latestRev.compareTo(other) < 0 ? other : latestRev;
    }

    /** As a row for the database. */
    ObjectNode row() {
        return Json.object()
                .put("did", did.value())
                .put("host", text(host))
                .put("handle", handle)
                .put("signing_key", signingKey)
                .put("known_at", text(knownAt))
                .put("rev", text(rev))
                .put("data", text(data))
                .put("latest_rev", text(latestRev))
                .put("status", status.name())
                .put("desync", desync == null ? null : NetworkHostStore.shown(desync));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
