package org.computecontracts.pds.record;

import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.MstChanges;
import org.computecontracts.atproto.repo.RepoCommit;
import org.jspecify.annotations.Nullable;

/**
 * A repository's step to a new commit: what to store, and what to tell.
 *
 * @param before where it stood; null for a new repository
 * @param proof the tree nodes by which somebody who has only them can follow each operation
 */
public record RepoChange(
        @Nullable RepoHead before, RepoCommit commit, List<RepoOp> ops, MstChanges tree, Map<Cid, byte[]> proof) {
    public Did did() {
        return commit.did();
    }

    public RepoHead head() {
        return new RepoHead(commit.did(), commit.cid(), commit.data(), commit.rev(), before == null || before.active());
    }
}
