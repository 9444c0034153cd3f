package org.computecontracts.pds.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.pds.Limits;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.record.Blob;
import org.computecontracts.pds.record.BlobRef;

/** Takes blobs in, gives them out, and drops those that no record refers to. */
@ApplicationScoped
public class Blobs {
    /** The most that one blob may have. */
    public static final int LARGEST = 5 << 20;

    private static final Pattern MIME = Pattern.compile("[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64}");
    private static final String UNKNOWN = "application/octet-stream";
    private static final Duration TEMPORARY = Duration.ofHours(6);

    @Inject
    BlobStore blobs;

    @Inject
    BlobRefStore references;

    @Inject
    Limits limits;

    @Inject
    PdsSettings settings;

    @Inject
    Clock clock;

    /** A blob that was taken in; what is left of the account's allowance comes with it, as response headers. */
    public record Taken(BlobRef blob, Map<String, String> limits) {}

    /**
     * The type is the one that a record gives it already, so that what is sent again, or after an import, stays what it is; else
     * what its bytes say; else what the sender says, without its parameters.
     */
    public Taken upload(Did did, String contentType, byte[] bytes) {
        var left = limits.upload(did);
        if (bytes.length == 0) {
            throw PdsProblem.INVALID_REQUEST.because("A blob must not be empty");
        }
        if (blobs.bytesOf(did) + bytes.length > settings.blobBytes()) {
            throw PdsProblem.BLOB_TOO_LARGE.because("An account may have %d bytes of blobs", settings.blobBytes());
        }
        var cid = Cid.ofRaw(bytes);
        var blob = new BlobRef(cid, mime(did, cid, contentType, bytes), bytes.length);
        blobs.put(did, blob, bytes, clock.instant());
        return new Taken(blob, left);
    }

    private String mime(Did did, Cid cid, String contentType, byte[] bytes) {
        return references
                .mime(did, cid)
                .filter(Blobs::isMime)
                .or(() -> FileKind.of(bytes))
                .orElseGet(() -> suggested(contentType));
    }

    private static String suggested(String contentType) {
        var mime = contentType.replaceFirst(";.*$", "").strip().toLowerCase(Locale.ROOT);
        return isMime(mime) ? mime : UNKNOWN;
    }

    private static boolean isMime(String text) {
        return MIME.matcher(text).matches();
    }

    /** BLOB_NOT_FOUND also for one that no record refers to yet. */
    public Blob find(Did did, Cid cid) {
        return blobs.find(did, cid).orElseThrow(() -> PdsProblem.BLOB_NOT_FOUND.because("Blob not found: %s", cid));
    }

    public List<Cid> list(Did did, String since, String after, int limit) {
        return references.list(did, since, after, limit);
    }

    public List<MissingBlob> missing(Did did, String after, int limit) {
        return references.missing(did, after, limit);
    }

    public void collect() {
        blobs.collect(clock.instant().minus(TEMPORARY));
    }
}
