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
import java.util.stream.Collectors;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.MissingBlockException;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.MstSource;
import org.computecontracts.pds.record.RepoChange;
import org.computecontracts.pds.record.RepoHead;

/** Reads repositories as blocks: single ones, proofs. Each is read as of one moment, and keeps no writer waiting. */
@ApplicationScoped
@Transactional
public class BlockStore {
    private static final String BLOCKS = """
            select cid, bytes, rev from pds_block where did = ?1
            union all select cid, cbor, rev from pds_record where did = ?1
            """;

    @PersistenceContext
    EntityManager em;

    @Inject
    BlockCache cache;

    @Inject
    HeadStore heads;

    /** A commit or tree node. */
    byte[] block(Did did, Cid cid) {
        List<?> found = em.createNativeQuery("select bytes from pds_block where did = ?1 and cid = ?2")
                .setParameter(1, did.value())
                .setParameter(2, cid.value())
                .getResultList();
        if (found.isEmpty()) {
            throw new MissingBlockException(cid);
        }
        return (byte[]) found.getFirst();
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
        em.createNativeQuery("insert into pds_block (did, cid, rev, bytes) values (?1, ?2, ?3, ?4)")
                .setParameter(1, head.did().value())
                .setParameter(2, cid.value())
                .setParameter(3, head.rev().value())
                .setParameter(4, block)
                .executeUpdate();
    }

    public long count(Did did) {
        return ((Number) em.createNativeQuery("select count(*) from (" + BLOCKS + ") b")
                        .setParameter(1, did.value())
                        .getSingleResult())
                .longValue();
    }

    /** Asked before anything else of a transaction. */
    RepoHead asOfNow(Did did) {
        em.createNativeQuery("set transaction isolation level repeatable read, read only")
                .executeUpdate();
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
        return read(em.createNativeQuery(
                        "select cid, bytes from (" + BLOCKS + ") b where cid = any(string_to_array(?2, ' '))")
                .setParameter(1, did.value())
                .setParameter(2, cids.stream().map(Cid::value).collect(Collectors.joining(" ")))
                .getResultList());
    }

    private static Map<Cid, byte[]> read(List<?> rows) {
        var blocks = new LinkedHashMap<Cid, byte[]>();
        rows.stream().map(Object[].class::cast).forEach(row -> blocks.put(new Cid((String) row[0]), (byte[]) row[1]));
        return blocks;
    }
}
