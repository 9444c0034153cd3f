package org.computecontracts.pds.blob;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.pds.record.BlobRef;
import org.computecontracts.pds.record.PreparedRecord;
import org.computecontracts.pds.record.RepoOp;

/** Keeps which record refers to which blob, also where the blob is not here yet. */
@ApplicationScoped
@Transactional
public class BlobRefStore {
    @PersistenceContext
    EntityManager em;

    /** Those that records refer to, changed after a revision when there is one; the cursor is the last of the page before. */
    List<Cid> list(Did did, String since, String after, int limit) {
        List<?> rows = em.createNativeQuery("""
                        select distinct f.cid from pds_blob_ref f
                          join pds_record r on r.did = f.did and r.collection = f.collection and r.rkey = f.rkey
                         where f.did = ?1 and r.rev > ?2 and f.cid > ?3 order by f.cid limit ?4
                        """)
                .setParameter(1, did.value())
                .setParameter(2, since)
                .setParameter(3, after)
                .setParameter(4, limit)
                .getResultList();
        return rows.stream().map(String.class::cast).map(Cid::new).toList();
    }

    /** Referred to, and not here. */
    List<MissingBlob> missing(Did did, String after, int limit) {
        List<?> rows = em.createNativeQuery("""
                        select distinct on (f.cid) f.cid, f.collection, f.rkey from pds_blob_ref f
                         where f.did = ?1 and f.cid > ?2
                           and not exists (select from pds_blob b where b.did = f.did and b.cid = f.cid)
                         order by f.cid, f.collection, f.rkey limit ?3
                        """)
                .setParameter(1, did.value())
                .setParameter(2, after)
                .setParameter(3, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new MissingBlob(
                        new Cid((String) row[0]), AtUri.of(did, new Nsid((String) row[1]), (String) row[2])))
                .toList();
    }

    /** The type that the oldest record which refers to a blob gives it. */
    Optional<String> mime(Did did, Cid cid) {
        List<?> rows = em.createNativeQuery("""
                        select r.cbor from pds_blob_ref f
                          join pds_record r on r.did = f.did and r.collection = f.collection and r.rkey = f.rkey
                         where f.did = ?1 and f.cid = ?2 order by r.rev, f.collection, f.rkey limit 1
                        """)
                .setParameter(1, did.value())
                .setParameter(2, cid.value())
                .getResultList();
        return rows.stream()
                .flatMap(cbor -> BlobRef.allIn(DagCbor.decode((byte[]) cbor)).stream())
                .filter(blob -> blob.cid().equals(cid))
                .map(BlobRef::mime)
                .findFirst();
    }

    /** How many blobs records refer to, and how many of these are here. */
    public BlobCount count(Did did) {
        var row = (Object[])
                em.createNativeQuery("""
                        select count(distinct f.cid), count(distinct b.cid) from pds_blob_ref f
                          left join pds_blob b on b.did = f.did and b.cid = f.cid where f.did = ?1
                        """).setParameter(1, did.value()).getSingleResult();
        return new BlobCount(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /** How many blobs an account should have, and has. */
    public record BlobCount(long expected, long there) {}

    /** Joins the transaction that writes the records. What is deleted takes its references along. */
    public void refer(Did did, List<RepoOp> ops) {
        for (var op : ops) {
            var record = op.write().record();
            if (record != null && op.prev() != null) {
                forget(did, record);
            }
            if (record != null && !record.blobs().isEmpty()) {
                add(did, record);
            }
        }
    }

    private void forget(Did did, PreparedRecord record) {
        em.createNativeQuery("delete from pds_blob_ref where did = ?1 and collection = ?2 and rkey = ?3")
                .setParameter(1, did.value())
                .setParameter(2, record.collection().value())
                .setParameter(3, record.rkey())
                .executeUpdate();
    }

    private void add(Did did, PreparedRecord record) {
        em.createNativeQuery("""
                        insert into pds_blob_ref (did, collection, rkey, cid)
                        select distinct ?1, ?2, ?3, cid from unnest(string_to_array(?4, ' ')) cid
                        """)
                .setParameter(1, did.value())
                .setParameter(2, record.collection().value())
                .setParameter(3, record.rkey())
                .setParameter(4, cids(record))
                .executeUpdate();
    }

    private static String cids(PreparedRecord record) {
        return record.blobs().stream().map(blob -> blob.cid().value()).collect(joining(" "));
    }
}
