package org.computecontracts.atproto.repo;

import org.computecontracts.atproto.Cid;

/** A repository, or the part of one that a proof shows, lacks a block. */
public class MissingBlockException extends RuntimeException {
    private final transient Cid cid;

    public MissingBlockException(Cid cid) {
        super("No block " + cid);
        this.cid = cid;
    }

    public Cid cid() {
        return cid;
    }
}
