package org.computecontracts.pds.repo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.MstChanges;
import org.computecontracts.atproto.repo.MstSource;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.record.Batch;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoHead;
import org.computecontracts.pds.record.RepoOp;
import org.computecontracts.pds.record.Write;
import org.jspecify.annotations.Nullable;

/** Carries a batch out on a repository's tree and signs the result. Reads tree nodes, stores nothing. */
final class RepoDraft {
    private final RepoHead head;
    private final Mst tree;
    private final List<RepoOp> ops = new ArrayList<>();

    private RepoDraft(RepoHead head, MstSource nodes) {
        this.head = head;
        this.tree = Mst.open(head.data(), nodes);
    }

    /** The first commit of a repository, with nothing in it. */
    static RepoChange first(Did did, SigningKey key) {
        var tree = Mst.empty();
        var commit = RepoCommit.signed(did, tree.root(), Tid.next(), key);
        return new RepoChange(
                null, commit, List.of(), tree.changes(), tree.changes().added());
    }

    /** The same tree under a new signature. */
    static RepoChange signedAnew(RepoHead head, SigningKey key) {
        var commit = RepoCommit.signed(head.did(), head.data(), Tid.after(head.rev()), key);
        return new RepoChange(head, commit, List.of(), new MstChanges(), Map.of());
    }

    /** The next commit; empty when the batch changes nothing. INVALID_SWAP when it was made for another state. */
    static Optional<RepoChange> next(RepoHead head, MstSource nodes, Batch batch, SigningKey key) {
        if (batch.swapCommit() != null && !batch.swapCommit().equals(head.commit())) {
            throw PdsProblem.INVALID_SWAP.because("Commit was at %s", head.commit());
        }
        var draft = new RepoDraft(head, nodes);
        for (var write : batch.writes()) {
            draft.carryOut(write, batch.swapRecord());
        }
        return draft.ops.isEmpty() ? Optional.empty() : Optional.of(draft.signed(key));
    }

    private void carryOut(Write write, Batch.@Nullable Swap swap) {
        var before = tree.get(write.path()).orElse(null);
        if (swap != null && !Objects.equals(swap.expected(), before)) {
            throw PdsProblem.INVALID_SWAP.because("Record was at %s", String.valueOf(before));
        }
        check(write, before);
        var after = write.record() == null ? null : write.record().cid();
        if (Objects.equals(before, after)) {
            return;
        }
        if (after == null) {
            tree.delete(write.path());
        } else {
            tree.put(write.path(), after);
        }
        ops.add(new RepoOp(write, after, before));
    }

    private static void check(Write write, @Nullable Cid before) {
        switch (write.action()) {
            case CREATE -> {
                if (before != null) {
                    throw PdsProblem.RECORD_ALREADY_EXISTS.because("Record already exists: %s", write.path());
                }
            }
            case UPDATE -> {
                if (before == null) {
                    throw PdsProblem.RECORD_NOT_FOUND.because("Could not locate record: %s", write.path());
                }
            }
            case PUT, DELETE -> {}
        }
    }

    private RepoChange signed(SigningKey key) {
        var commit = RepoCommit.signed(head.did(), tree.root(), Tid.after(head.rev()), key);
        Map<Cid, byte[]> proof = new LinkedHashMap<>(tree.changes().added());
        ops.forEach(op -> proof.putAll(tree.proof(op.write().path())));
        return new RepoChange(head, commit, List.copyOf(ops), tree.changes(), proof);
    }
}
