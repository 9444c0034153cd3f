package org.computecontracts.atproto.repo;

import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;

/**
 * What a repository holds under a path, shown by the blocks of its signed tree.
 *
 * @param path {@code collection/rkey}
 * @param cid null when it holds nothing there
 * @param cbor the record; null when there is none, or it was not sent along
 */
public record ProvenWrite(String path, @Nullable Cid cid, byte @Nullable [] cbor) {
    public String collection() {
        return path.substring(0, path.indexOf('/'));
    }
}
