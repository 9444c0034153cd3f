package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.atproto.xrpc.Allowance;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.Profile;
import org.computecontracts.pds.blob.BlobRefStore;
import org.computecontracts.pds.blob.BlobStore;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.firehose.Frame;
import org.computecontracts.pds.key.AccountKeys;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.record.Written;

/** Writes repositories: head, tree, records and firehose change together or not at all. */
@ApplicationScoped
@Transactional
public class RepoStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    HeadStore heads;

    @Inject
    BlockStore blocks;

    @Inject
    CommitStore commits;

    @Inject
    BlobStore blobs;

    @Inject
    BlobRefStore references;

    @Inject
    EventStore events;

    @Inject
    AccountKeys keys;

    public void create(Profile profile, SigningKey key, Instant now) {
        var change = RepoDraft.first(profile.did(), key);
        var head = change.head();
        Sql.of(em, "insert into pds_repo (did, head, data, rev) values (:did, :commit, :data, :rev)")
                .with("did", head.did())
                .with("commit", head.commit())
                .with("data", head.data())
                .with("rev", head.rev())
                .run();
        change.tree().added().forEach((cid, block) -> blocks.add(head, cid, block));
        blocks.add(head, head.commit(), change.commit().block());
        if (profile.active()) {
            tellOfNew(profile, change, now);
        }
    }

    private void tellOfNew(Profile profile, RepoChange change, Instant now) {
        var did = profile.did();
        events.append(did, Frame.identity(profile), now);
        events.append(did, Frame.account(did, true, ""), now);
        events.append(did, Frame.commit(change), now);
        events.append(did, Frame.sync(change.commit()), now);
    }

    /** The lock on the head makes one writer a repository. */
    Written write(Did did, Batch batch, Instant now) {
        var before = heads.lock(did);
        if (!before.head().active()) {
            throw new XrpcError(401, "AccountDeactivated", "Account is deactivated");
        }
        var spent = spend(before, batch.points(), now);
        batch.blobs().forEach(blob -> blobs.check(did, blob, now));
        var key = keys.signing(did, spent.signingKey());
        var next = RepoDraft.next(spent.head(), blocks.source(did), batch, key);
        next.ifPresent(change -> {
            commits.put(spent, change, Optional.of(Frame.commit(change)), now);
            references.refer(did, change.ops());
            blocks.remember(change);
        });
        return new Written(
                next.map(RepoChange::head),
                Allowance.tighter(spent.hour(), spent.day()).headers());
    }

    private static RepoState spend(RepoState state, int points, Instant now) {
        var hour = state.hour().spend(points, now);
        var day = state.day().spend(points, now);
        return new RepoState(state.head(), state.signingKey(), hour, day);
    }

    /** A commit that changes nothing but who signs: there is nothing to prove, so it is told as a new state. */
    public void sign(Profile profile, SigningKey key, Instant now) {
        var before = heads.lock(profile.did());
        var change = RepoDraft.signedAnew(before.head(), key);
        if (profile.active()) {
            events.append(profile.did(), Frame.identity(profile), now);
        }
        commits.put(before, change, told(before, Frame.sync(change.commit())), now);
    }

    private static Optional<Frame> told(RepoState before, Frame frame) {
        return before.head().active() ? Optional.of(frame) : Optional.empty();
    }

    /** Puts another content in the place of all there is. Others are told to fetch it, as far as they may see it. */
    public RepoHead replace(Did did, Import imported, Instant now) {
        var before = heads.lock(did);
        var key = keys.signing(did, before.signingKey());
        var change = imported.change(before.head(), key);
        for (var table : List.of("pds_record", "pds_block")) {
            Sql.of(em, "delete from " + table + " where did = :did")
                    .with("did", did)
                    .run();
        }
        commits.put(before, change, told(before, Frame.sync(change.commit())), now);
        references.refer(did, change.ops());
        return change.head();
    }

    /** The signed head itself. */
    public RepoCommit commit(Did did) {
        var head = heads.head(did).orElseThrow(() -> PdsProblem.REPO_NOT_FOUND.because("No repository %s", did));
        return RepoCommit.of(blocks.block(did, head.commit()));
    }
}
