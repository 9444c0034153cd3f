package org.computecontracts.pds.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;
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
    private static final String CHECK = "update pds_blob b set at = :now where did = :did and cid = :cid"
            + " returning mime, size, " + REFERRED + " as is_referred";

    @PersistenceContext
    EntityManager em;

    /** Safe to repeat. */
    void put(Did did, BlobRef blob, byte[] bytes, Instant now) {
        Sql.of(em, """
                        insert into pds_blob (did, cid, mime, size, bytes, at) values (:did, :cid, :mime, :size, :bytes, :now)
                        on conflict (did, cid) do update set at = excluded.at, mime = excluded.mime
                        """)
                .with("did", did)
                .with("cid", blob.cid())
                .with("mime", blob.mime())
                .with("size", blob.size())
                .with("bytes", bytes)
                .with("now", now)
                .run();
    }

    public long bytesOf(Did did) {
        return Sql.of(em, "select coalesce(sum(size), 0) from pds_blob where did = :did")
                .with("did", did)
                .number();
    }

    /** Only what a record refers to is there for others. */
    Optional<Blob> find(Did did, Cid cid) {
        return Sql.of(em, "select mime, bytes from pds_blob b where did = :did and cid = :cid and " + REFERRED)
                .with("did", did)
                .with("cid", cid)
                .first(row -> new Blob(cid, row.text("mime"), row.bytes("bytes")));
    }

    /**
     * Refuses a blob that is not here. While no record refers to it, it must also be as described; after that, as the reference
     * implementation has it, records that came with an import go on as they are. Its time is set and not only its lock taken: a
     * collection that waits for the lock looks again at the row, but not at who refers to it.
     */
    public void check(Did did, BlobRef blob, Instant now) {
        var found = Sql.of(em, CHECK)
                .with("did", did)
                .with("cid", blob.cid())
                .with("now", now)
                .returning(row -> new Kept(row.text("mime"), row.number("size"), row.flag("is_referred")))
                .stream()
                .findFirst()
                .orElseThrow(() -> PdsProblem.BLOB_NOT_FOUND.because("Could not find blob: %s", blob.cid()));
        if (!found.isReferred()) {
            found.requireSame(blob);
        }
    }

    private record Kept(String mime, long size, boolean isReferred) {
        void requireSame(BlobRef blob) {
            if (!blob.mime().equals(mime)) {
                throw PdsProblem.INVALID_MIME_TYPE.because(
                        "Referenced Mimetype does not match stored blob. Expected: %s, Got: %s", mime, blob.mime());
            }
            if (blob.size() != size) {
                throw PdsProblem.INVALID_SIZE.because(
                        "Referenced Size does not match stored blob. Expected: %d, Got: %d", size, blob.size());
            }
        }
    }

    /** Those nobody refers to, sent before this time. */
    int collect(Instant before) {
        return Sql.of(em, "delete from pds_blob b where at < :before and not " + REFERRED)
                .with("before", before)
                .update();
    }
}
