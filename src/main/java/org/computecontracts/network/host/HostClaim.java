package org.computecontracts.network.host;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A host that one node listens to for now: as long as it says so often enough, no other node does.
 *
 * @param holder which node
 * @param cursor the last event that is stored; null when there is none
 */
public record HostClaim(
        URI url, HostKind kind, String holder, @Nullable Long cursor) {
    public HostClaim at(long seq) {
        return new HostClaim(url, kind, holder, seq);
    }
}
