package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcContent;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.repo.ArchiveStore;
import org.computecontracts.pds.repo.BlockStore;
import org.computecontracts.pds.repo.HeadStore;
import org.jspecify.annotations.Nullable;

/** Repositories as signed blocks, for those who check for themselves. */
@ApplicationScoped
public class Archives {
    @Inject
    HeadStore heads;

    @Inject
    BlockStore blocks;

    @Inject
    Callers callers;

    @Inject
    ArchiveStore wholes;

    /** Where the repository stands; REPO_NOT_FOUND when it is not here. */
    public RepoHead head(Did did) {
        return heads.head(did)
                .orElseThrow(() -> PdsProblem.REPO_NOT_FOUND.because("Could not find repo for DID: %s", did));
    }

    /** REPO_DEACTIVATED for one that rests, unless its own account asks. */
    public void checkVisible(Did did, XrpcCall call) {
        if (!head(did).active() && !callers.is(did, call)) {
            throw PdsProblem.REPO_DEACTIVATED.because("Repo has been deactivated: %s", did);
        }
    }

    /** A page of all repositories; the cursor is the last DID of the page before. */
    public List<RepoHead> heads(int limit, String cursor) {
        return heads.heads(cursor, limit);
    }

    /** What came after a revision; the whole repository without one. */
    public XrpcContent repository(Did did, @Nullable Tid since, XrpcCall call) {
        checkVisible(did, call);
        return wholes.archive(did, since);
    }

    /** Proof of what is at a key, or that nothing is. */
    public Car record(Did did, Nsid collection, String rkey, XrpcCall call) {
        checkVisible(did, call);
        return blocks.proof(did, collection, rkey);
    }

    /** BLOCK_NOT_FOUND when one of them is not there. */
    public Car blocks(Did did, Set<Cid> cids, XrpcCall call) {
        checkVisible(did, call);
        var found = blocks.blocks(did, cids);
        if (!found.keySet().containsAll(cids)) {
            throw PdsProblem.BLOCK_NOT_FOUND.because("Could not find all of these blocks in %s", did);
        }
        return new Car(List.of(), found);
    }
}
