package org.computecontracts.network;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.jspecify.annotations.Nullable;

/**
 * How far one repository is known.
 *
 * @param pds where its DID document said it is
 * @param handle the handle its DID document claims
 * @param rev the revision up to which its records are known
 * @param data the root of its tree at that revision
 * @param desync why what we have may not be all; null when it is
 */
public record SeenRepo(
        Did did,
        @Nullable URI pds,
        @Nullable String handle,
        @Nullable Tid rev,
        @Nullable Cid data,
        RepoStatus status,
        @Nullable String desync,
        Instant seenAt) {
    public boolean isSynchronised() {
        return desync == null;
    }

    public Optional<String> desynchronisedBy() {
        return Optional.ofNullable(desync);
    }
}
