package org.computecontracts.pds.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.record.Blob;
import org.computecontracts.pds.record.BlobRef;

/** Keeps blobs. */
@ApplicationScoped
@Transactional
public class BlobStore {
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

    public long bytesOf(Did did) {
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

    /**
     * Refuses a blob that is not here. While no record refers to it, it must also be as described; after that, as the reference
     * implementation has it, records that came with an import go on as they are. Its time is set and not only its lock taken: a
     * collection that waits for the lock looks again at the row, but not at who refers to it.
     */
    public void check(Did did, BlobRef blob, Instant now) {
        List<?> rows = em.createNativeQuery("update pds_blob b set at = ?3 where did = ?1 and cid = ?2"
                        + " returning mime, size, " + REFERRED)
                .setParameter(1, did.value())
                .setParameter(2, blob.cid().value())
                .setParameter(3, Timestamp.from(now))
                .getResultList();
        var found = rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .orElseThrow(() -> PdsProblem.BLOB_NOT_FOUND.because("Could not find blob: %s", blob.cid()));
        if (!(Boolean) found[2]) {
            checkSame(blob, (String) found[0], ((Number) found[1]).longValue());
        }
    }

    private static void checkSame(BlobRef blob, String mime, long size) {
        if (!blob.mime().equals(mime)) {
            throw PdsProblem.INVALID_MIME_TYPE.because(
                    "Referenced Mimetype does not match stored blob. Expected: %s, Got: %s", mime, blob.mime());
        }
        if (blob.size() != size) {
            throw PdsProblem.INVALID_SIZE.because(
                    "Referenced Size does not match stored blob. Expected: %d, Got: %d", size, blob.size());
        }
    }

    /** Those nobody refers to, sent before this time. */
    int collect(Instant before) {
        return em.createNativeQuery("delete from pds_blob b where at < ?1 and not " + REFERRED)
                .setParameter(1, Timestamp.from(before))
                .executeUpdate();
    }
}
