package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.MissingBlockException;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.MstSource;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoHead;

/** Reads repositories as blocks: single ones, proofs. Each is read as of one moment, and keeps no writer waiting. */
@ApplicationScoped
@Transactional
public class BlockStore {
    private static final String BLOCKS = """
            select cid, bytes, rev from pds_block where did = :did
            union all select cid, cbor, rev from pds_record where did = :did
            """;

    @PersistenceContext
    EntityManager em;

    @Inject
    BlockCache cache;

    @Inject
    HeadStore heads;

    /** A commit or tree node. */
    byte[] block(Did did, Cid cid) {
        return Sql.of(em, "select bytes from pds_block where did = :did and cid = :cid")
                .with("did", did)
                .with("cid", cid)
                .first(row -> row.bytes("bytes"))
                .orElseThrow(() -> new MissingBlockException(cid));
    }

    /** Tree nodes, from memory where they are known: a block is what its hash says for ever. */
    MstSource source(Did did) {
        return cid -> cache.get(cid, () -> block(did, cid));
    }

    /** The next write will want to read what this one has written. */
    void remember(RepoChange change) {
        change.tree().added().forEach(cache::put);
    }

    void add(RepoHead head, Cid cid, byte[] block) {
        Sql.of(em, "insert into pds_block (did, cid, rev, bytes) values (:did, :cid, :rev, :block)")
                .with("did", head.did())
                .with("cid", cid)
                .with("rev", head.rev())
                .with("block", block)
                .run();
    }

    public long count(Did did) {
        return Sql.of(em, "select count(*) from (" + BLOCKS + ") b")
                .with("did", did)
                .number();
    }

    /** Asked before anything else of a transaction. */
    RepoHead asOfNow(Did did) {
        Sql.of(em, "set transaction isolation level repeatable read, read only").run();
        return heads.head(did).orElseThrow(() -> HeadStore.notFound(did));
    }

    /** A record with the path to it, or the path to where it is not. */
    @Transactional(TxType.REQUIRES_NEW)
    public Car proof(Did did, Nsid collection, String rkey) {
        var head = asOfNow(did);
        var path = collection + "/" + rkey;
        var tree = Mst.open(head.data(), source(did));
        var blocks = new LinkedHashMap<Cid, byte[]>();
        blocks.put(head.commit(), block(did, head.commit()));
        blocks.putAll(tree.proof(path));
        tree.get(path).ifPresent(cid -> blocks.putAll(blocks(did, List.of(cid))));
        return new Car(List.of(head.commit()), blocks);
    }

    /** Those of these blocks that are there, records too. */
    public Map<Cid, byte[]> blocks(Did did, Collection<Cid> cids) {
        var blocks = new LinkedHashMap<Cid, byte[]>();
        Sql.of(em, "select cid, bytes from (" + BLOCKS + ") b where cid = any(:cids)")
                .with("did", did)
                .with("cids", cids)
                .list(row -> Map.entry(row.as("cid", Cid::new), row.bytes("bytes")))
                .forEach(block -> blocks.put(block.getKey(), block.getValue()));
        return blocks;
    }
}
