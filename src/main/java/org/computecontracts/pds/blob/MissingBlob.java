package org.computecontracts.pds.blob;

import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;

/** A blob that is not here, and a record that refers to it. */
public record MissingBlob(Cid cid, AtUri record) {}
