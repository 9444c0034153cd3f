package org.computecontracts.network;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A host that one node listens to for now: as long as it says so often enough, no other node does.
 *
 * @param holder which node
 * @param cursor the last event that is stored; null when there is none
 */
record HostClaim(
        URI url, HostKind kind, String holder, @Nullable Long cursor) {
    HostClaim at(long seq) {
        return new HostClaim(url, kind, holder, seq);
    }
}
