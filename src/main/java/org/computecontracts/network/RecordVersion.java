package org.computecontracts.network;

import java.time.Instant;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Tid;
import org.jspecify.annotations.Nullable;

/**
 * One version of a record that we have seen.
 *
 * @param cid null when this is its deletion
 * @param cbor the bytes that were hashed; null when this is its deletion
 */
public record RecordVersion(Tid rev, @Nullable Cid cid, byte @Nullable [] cbor, String source, Instant seenAt) {
    public boolean isDeletion() {
        return cid == null;
    }
}
