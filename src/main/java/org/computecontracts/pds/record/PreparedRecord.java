package org.computecontracts.pds.record;

import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.jspecify.annotations.Nullable;

/**
 * A record that has been checked and encoded.
 *
 * @param blobs that it refers to
 * @param status what the lexicon says of it; null when nobody asked
 */
public record PreparedRecord(
        Nsid collection,
        String rkey,
        byte[] cbor,
        Cid cid,
        List<BlobRef> blobs,
        @Nullable String status) {
    public PreparedRecord {
        blobs = List.copyOf(blobs);
    }

    public AtUri uri(Did did) {
        return AtUri.of(did, collection, rkey);
    }

    public Optional<String> validationStatus() {
        return Optional.ofNullable(status);
    }
}
