package org.computecontracts.pds.record;

import org.computecontracts.atproto.Cid;

/** Bytes of any kind that a record refers to. */
public record Blob(Cid cid, String mime, byte[] bytes) {}
