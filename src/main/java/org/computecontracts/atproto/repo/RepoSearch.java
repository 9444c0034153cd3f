package org.computecontracts.atproto.repo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.VerifyingKey;

/**
 * The records of some collections in a repository that is read piece by piece, proved by its signed commit: complete as
 * soon as no block is missing.
 *
 * <p>Belongs to one thread.
 */
public final class RepoSearch {
    private final RepoCommit commit;
    private final MstSearch tree;
    private final Map<Cid, byte[]> blocks = new HashMap<>();

    private RepoSearch(Car archive, List<String> collections) {
        commit = RepoCommit.of(archive.block(archive.roots().getFirst()));
        tree = new MstSearch(commit.data(), collections);
        add(archive);
    }

    /**
     * Begins with an archive that has at least the commit.
     *
     * @param collections beginnings of their names
     */
    public static RepoSearch of(Did did, byte[] archive, VerifyingKey key, List<String> collections) {
        return CommitProof.proving(did, () -> {
            var search = new RepoSearch(CarReader.read(archive), collections);
            CommitProof.requireSigned(search.commit, did, key);
            return search;
        });
    }

    public Tid rev() {
        return commit.rev();
    }

    /** What came; blocks are known by their hashes, so whatever they were sent for they are what they are. */
    public void add(Car archive) {
        blocks.putAll(archive.blocks());
    }

    /** What is at hand already is not asked for again: of a repository that moves on, most stays. */
    public void addAll(RepoSearch before) {
        blocks.putAll(before.blocks);
    }

    /** The blocks that are needed next; none when all is there. BAD_PROOF. */
    public Set<Cid> missing() {
        return CommitProof.proving(commit.did(), () -> {
            var missing = new LinkedHashSet<>(tree.advance(blocks::get));
            tree.found().values().stream()
                    .filter(cid -> !blocks.containsKey(cid))
                    .forEach(missing::add);
            return missing;
        });
    }

    /** Once nothing is missing: the head, with every record of the collections among its writes. BAD_PROOF. */
    public ProvenCommit proven() {
        var missing = missing();
        return CommitProof.proving(commit.did(), () -> {
            if (!missing.isEmpty()) {
                throw new MissingBlockException(missing.iterator().next());
            }
            var writes = new ArrayList<ProvenWrite>();
            tree.found().forEach((path, cid) -> {
                MstKey.require(path);
                writes.add(new ProvenWrite(path, cid, blocks.get(cid)));
            });
            return new ProvenCommit(commit.did(), commit.rev(), commit.data(), null, writes);
        });
    }
}
