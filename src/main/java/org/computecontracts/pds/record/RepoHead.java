package org.computecontracts.pds.record;

import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;

/**
 * Where a repository stands: its commit, the root of its tree, its revision.
 *
 * @param active whether others may see it
 */
public record RepoHead(Did did, Cid commit, Cid data, Tid rev, boolean active) {}
