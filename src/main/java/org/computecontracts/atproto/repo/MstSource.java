package org.computecontracts.atproto.repo;

import org.computecontracts.atproto.Cid;

/** Where the blocks of a repository are read from. */
@FunctionalInterface
public interface MstSource {
    /** The block with this hash; throws {@link MissingBlockException} when it is not there. */
    byte[] block(Cid cid);
}
