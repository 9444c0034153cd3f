package org.computecontracts.pds;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.jspecify.annotations.Nullable;

/** Keeps blobs and which records refer to them. */
@ApplicationScoped
@Transactional
class BlobStore {
    private static final String REFERRED = """
            exists (select from pds_blob_ref r where r.did = b.did and r.cid = b.cid)
            """;

    @PersistenceContext
    EntityManager em;

    /** Safe to repeat. */
    void put(Did did, BlobRef blob, byte[] bytes, Instant now) {
        em.createNativeQuery("""
                        insert into pds_blob (did, cid, mime, size, bytes, at) values (?1, ?2, ?3, ?4, ?5, ?6)
                        on conflict (did, cid) do update set at = excluded.at, mime = excluded.mime
                        """)
                .setParameter(1, did.value())
                .setParameter(2, blob.cid().value())
                .setParameter(3, blob.mime())
                .setParameter(4, blob.size())
                .setParameter(5, bytes)
                .setParameter(6, Timestamp.from(now))
                .executeUpdate();
    }

    long bytesOf(Did did) {
        return ((Number) em.createNativeQuery("select coalesce(sum(size), 0) from pds_blob where did = ?1")
                        .setParameter(1, did.value())
                        .getSingleResult())
                .longValue();
    }

    /** Only what a record refers to is there for others. */
    Optional<Blob> find(Did did, Cid cid) {
        List<?> rows = em.createNativeQuery(
                        "select mime, bytes from pds_blob b where did = ?1 and cid = ?2 and " + REFERRED)
                .setParameter(1, did.value())
                .setParameter(2, cid.value())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Blob(cid, (String) row[0], (byte[]) row[1]))
                .findFirst();
    }

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

    /** How many blobs records refer to, and how many of these are here. */
    BlobCount count(Did did) {
        var row = (Object[])
                em.createNativeQuery("""
                        select count(distinct f.cid), count(distinct b.cid) from pds_blob_ref f
                          left join pds_blob b on b.did = f.did and b.cid = f.cid where f.did = ?1
                        """).setParameter(1, did.value()).getSingleResult();
        return new BlobCount(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /** How many blobs an account should have, and has. */
    record BlobCount(long expected, long there) {}

    /** Joins the transaction that writes the records. What is deleted takes its references along. */
    void refer(Did did, List<RepoOp> ops) {
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

    /** The first of the blobs of a record that is not here as the record describes it; locked, so that it stays. */
    @Nullable
    BlobRef firstMissing(Did did, PreparedRecord record) {
        for (var blob : record.blobs()) {
            var found = em.createNativeQuery(
                            "select cid from pds_blob where did = ?1 and cid = ?2 and mime = ?3 and size = ?4 for share")
                    .setParameter(1, did.value())
                    .setParameter(2, blob.cid().value())
                    .setParameter(3, blob.mime())
                    .setParameter(4, blob.size())
                    .getResultList();
            if (found.isEmpty()) {
                return blob;
            }
        }
        return null;
    }

    /** Those nobody refers to, sent before this time. */
    int collect(Instant before) {
        return em.createNativeQuery("delete from pds_blob b where at < ?1 and not " + REFERRED)
                .setParameter(1, Timestamp.from(before))
                .executeUpdate();
    }
}
