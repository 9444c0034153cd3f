package org.computecontracts.atproto.repo;

import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.SyncMade;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Holds what a host says of a repository against the account's key and the blocks that came along (AT Protocol, Sync). */
public final class CommitProof {
    private final Car car;
    private final RepoCommit commit;

    private CommitProof(Car car) {
        this.car = car;
        commit = RepoCommit.of(car.block(car.roots().getFirst()));
    }

    /** Signature, then every operation, then all of them undone. BAD_SIGNATURE, BAD_PROOF. */
    public static ProvenCommit check(CommitMade event, VerifyingKey key) {
        return proving(event.did(), () -> {
            var proof = new CommitProof(CarReader.read(event.blocks()));
            require(proof.car.roots().getFirst().equals(event.commit()), "another commit is sent along");
            proof.signed(event.did(), key);
            require(proof.commit.rev().equals(event.rev()), "the commit has another revision");
            if (event.tooBig()) {
                return proof.proven(List.of(), null);
            }
            new MstDepth(proof.car).check(proof.commit.data());
            var writes = event.ops().stream().map(proof::proven).toList();
            proof.undo(event);
            return proof.proven(writes, event.prevData());
        });
    }

    /** The signed head that a #sync carries. BAD_SIGNATURE, BAD_PROOF. */
    public static ProvenCommit check(SyncMade event, VerifyingKey key) {
        return proving(event.did(), () -> {
            var proof = new CommitProof(CarReader.read(event.blocks()));
            proof.signed(event.did(), key);
            require(proof.commit.rev().equals(event.rev()), "the commit has another revision");
            return proof.proven(List.of(), null);
        });
    }

    /** What com.atproto.sync.getRecord sends: that the path holds this record, or none. BAD_SIGNATURE, BAD_PROOF. */
    public static ProvenCommit ofRecord(Did did, String path, byte[] archive, VerifyingKey key) {
        return proving(did, () -> {
            var proof = new CommitProof(CarReader.read(archive));
            proof.signed(did, key);
            var cid = Mst.open(proof.commit.data(), proof.car::block).get(path).orElse(null);
            return proof.proven(List.of(proof.write(path, cid)), null);
        });
    }

    private ProvenCommit proven(List<ProvenWrite> writes, @Nullable Cid prevData) {
        return new ProvenCommit(commit.did(), commit.rev(), commit.data(), prevData, writes);
    }

    private void signed(Did did, VerifyingKey key) {
        requireSigned(commit, did, key);
    }

    static void requireSigned(RepoCommit commit, Did did, VerifyingKey key) {
        require(commit.did().equals(did), "the commit is of another repository");
        if (!commit.verify(key)) {
            throw AtprotoProblem.BAD_SIGNATURE.because("%s at %s is not signed by %s", did, commit.rev(), key);
        }
    }

    private ProvenWrite proven(CommitOp op) {
        var held = Mst.open(commit.data(), car::block).get(op.path()).orElse(null);
        require(Objects.equals(held, op.cid()), "the tree does not hold what is said of " + op.path());
        return write(op.path(), op.cid());
    }

    private ProvenWrite write(String path, @Nullable Cid cid) {
        MstKey.require(path);
        return new ProvenWrite(path, cid, cid == null ? null : car.blocks().get(cid));
    }

    /** Undoing all that is told must lead to the tree before: so nothing was left out. Deletions first, as others do. */
    private void undo(CommitMade event) {
        if (event.prevData() == null) {
            return;
        }
        var tree = Mst.open(commit.data(), car::block);
        var paths = new HashSet<String>();
        event.ops().forEach(op -> require(paths.add(op.path()), "twice told: " + op.path()));
        event.ops().stream().filter(op -> op.action() == CommitOp.Action.DELETE).forEach(op -> undo(tree, op));
        event.ops().stream().filter(op -> op.action() != CommitOp.Action.DELETE).forEach(op -> undo(tree, op));
        require(tree.root().equals(event.prevData()), "undone, the operations do not lead to the tree before");
    }

    private static void undo(Mst tree, CommitOp op) {
        if (op.action() == CommitOp.Action.CREATE) {
            require(tree.delete(op.path()), "not there to be undone: " + op.path());
            return;
        }
        if (op.prev() == null) {
            throw new IllegalArgumentException("no version before: " + op.path());
        }
        tree.put(op.path(), op.prev());
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** BAD_SIGNATURE; BAD_PROOF for whatever else is wrong with it. */
    static <T> T proving(Did did, Supplier<T> check) {
        try {
            return check.get();
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.BAD_SIGNATURE) {
                throw e;
            }
            throw refused(did, e);
        } catch (IllegalArgumentException | MissingBlockException | NoSuchElementException e) {
            throw refused(did, e);
        }
    }

    private static ProblemException refused(Did did, RuntimeException e) {
        return AtprotoProblem.BAD_PROOF
                .because("%s: %s", did, String.valueOf(e.getMessage()))
                .causedBy(e);
    }
}
