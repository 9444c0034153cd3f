package org.computecontracts.pds.blob;

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
import org.computecontracts.kernel.data.Sql;
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
        return Sql.of(em, """
                        select distinct f.cid from pds_blob_ref f
                          join pds_record r on r.did = f.did and r.collection = f.collection and r.rkey = f.rkey
                         where f.did = :did and r.rev > :since and f.cid > :after order by f.cid limit :limit
                        """)
                .with("did", did)
                .with("since", since)
                .with("after", after)
                .with("limit", limit)
                .list(row -> row.as("cid", Cid::new));
    }

    /** Referred to, and not here. */
    List<MissingBlob> missing(Did did, String after, int limit) {
        return Sql.of(em, """
                        select distinct on (f.cid) f.cid, f.collection, f.rkey from pds_blob_ref f
                         where f.did = :did and f.cid > :after
                           and not exists (select from pds_blob b where b.did = f.did and b.cid = f.cid)
                         order by f.cid, f.collection, f.rkey limit :limit
                        """)
                .with("did", did)
                .with("after", after)
                .with("limit", limit)
                .list(row -> new MissingBlob(
                        row.as("cid", Cid::new), AtUri.of(did, row.as("collection", Nsid::new), row.text("rkey"))));
    }

    /** The type that the oldest record which refers to a blob gives it. */
    Optional<String> mime(Did did, Cid cid) {
        return Sql.of(em, """
                        select r.cbor from pds_blob_ref f
                          join pds_record r on r.did = f.did and r.collection = f.collection and r.rkey = f.rkey
                         where f.did = :did and f.cid = :cid order by r.rev, f.collection, f.rkey limit 1
                        """)
                .with("did", did)
                .with("cid", cid)
                .list(row -> BlobRef.allIn(DagCbor.decode(row.bytes("cbor"))))
                .stream()
                .flatMap(List::stream)
                .filter(blob -> blob.cid().equals(cid))
                .map(BlobRef::mime)
                .findFirst();
    }

    /** How many blobs records refer to, and how many of these are here. */
    public BlobCount count(Did did) {
        return Sql.of(em, """
                        select count(distinct f.cid) as expected, count(distinct b.cid) as there from pds_blob_ref f
                          left join pds_blob b on b.did = f.did and b.cid = f.cid where f.did = :did
                        """).with("did", did).one(row -> new BlobCount(row.number("expected"), row.number("there")));
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
        Sql.of(em, "delete from pds_blob_ref where did = :did and collection = :collection and rkey = :rkey")
                .with("did", did)
                .with("collection", record.collection())
                .with("rkey", record.rkey())
                .run();
    }

    private void add(Did did, PreparedRecord record) {
        Sql.of(em, """
                        insert into pds_blob_ref (did, collection, rkey, cid)
                        select distinct :did, :collection, :rkey, cid from unnest(:cids) cid
                        """)
                .with("did", did)
                .with("collection", record.collection())
                .with("rkey", record.rkey())
                .with("cids", record.blobs().stream().map(BlobRef::cid).toList())
                .run();
    }
}
