package org.computecontracts.pds.blob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import org.computecontracts.atproto.Cid;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.record.BlobRef;
import org.computecontracts.pds.repo.Import;
import org.computecontracts.pds.repo.RepoStore;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlobsTest {
    private static final Database DATABASE = Database.fresh();
    private static final String PICTURE = "com.example.picture";
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\nand so on".getBytes(ISO_8859_1);
    private static final byte[] SVG = "<svg/>".getBytes(UTF_8);
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private final Blobs blobs = pds.get(Blobs.class);
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasAnAccount() {
        DATABASE.clear();
        clock.set(Instant.now());
        alice = pds.signUp("alice.test");
    }

    @Test
    void theBytesSayWhatABlobIs() {
        assertThat(upload(PNG, "*/*").mime()).isEqualTo("image/png");
        assertThat(upload(PNG, "text/html").mime()).isEqualTo("image/png");
        assertThat(upload(SVG, "image/svg+xml; charset=utf-8").mime()).isEqualTo("image/svg+xml");
        assertThat(upload(SVG, "*/*").mime()).isEqualTo("application/octet-stream");
    }

    @Test
    void filesAreKnownByTheirFirstBytes() {
        assertThat(kind("\u00ff\u00d8\u00ff\u00e0..JFIF")).isEqualTo("image/jpeg");
        assertThat(kind("GIF89a")).isEqualTo("image/gif");
        assertThat(kind("RIFF....WEBPVP8 ")).isEqualTo("image/webp");
        assertThat(kind("RIFF....WAVEfmt ")).isEqualTo("audio/vnd.wave");
        assertThat(kind("\0\0\0 ftypisom....")).isEqualTo("video/mp4");
        assertThat(kind("\0\0\0 ftypqt  ....")).isEqualTo("video/quicktime");
        assertThat(kind("\0\0\0 ftypavif....")).isEqualTo("image/avif");
        assertThat(kind("\u001aE\u00df\u00a3....B\u0082\u0084webm")).isEqualTo("video/webm");
        assertThat(kind("12345678WEBP")).isEmpty();
        assertThat(kind("\0\0\0 ftyp")).isEmpty();
        assertThat(kind("\u0089PN")).isEmpty();
        assertThat(kind("")).isEmpty();
    }

    private static String kind(String file) {
        return FileKind.of(file.getBytes(ISO_8859_1)).orElse("");
    }

    @Test
    void aBlobThatAnImportedRecordWaitsForIsWhatTheRecordSays() {
        var blob = upload(SVG, "image/svg+xml");
        put("p", picture(blob, "mine"));
        var archive = pds.archive(
                "com.atproto.sync.getRepo", Map.of("did", alice.did().value()));
        DATABASE.inTransaction(
                em -> em.createNativeQuery("delete from pds_blob").executeUpdate());
        var moved = Import.of(archive, alice.did(), clock.instant());
        pds.get(RepoStore.class).replace(alice.did(), moved, clock.instant());

        assertThat(upload(SVG, "*/*")).isEqualTo(blob);

        assertThat(blobs.find(alice.did(), blob.cid()).mime()).isEqualTo("image/svg+xml");
        put("p", picture(blob, "still mine"));
        put("q", picture(blob, "mine too"));
    }

    @Test
    void aBlobInUseDoesNotChangeItsType() {
        var blob = upload(SVG, "image/svg+xml");
        put("p", picture(blob, "mine"));

        upload(SVG, "text/html");

        assertThat(blobs.find(alice.did(), blob.cid()).mime()).isEqualTo("image/svg+xml");
    }

    @Test
    void onlyTheFirstRecordMustDescribeABlobAsItIs() {
        var blob = upload(SVG, "image/svg+xml");
        var other = new BlobRef(blob.cid(), "image/png", 3);
        assertRefused(PdsProblem.INVALID_MIME_TYPE, () -> put("p", picture(other, "wrong")));
        assertRefused(
                PdsProblem.INVALID_SIZE, () -> put("p", picture(new BlobRef(blob.cid(), blob.mime(), 3), "wrong")));
        put("p", picture(blob, "right"));

        put("q", picture(other, "nobody asks"));

        assertRefused(
                PdsProblem.BLOB_NOT_FOUND,
                () -> put("r", picture(new BlobRef(Cid.ofRaw(PNG), "image/png", PNG.length), "nowhere")));
    }

    @Test
    void aBlobThatIsBeingReferredToIsNotCollected() throws Exception {
        clock.set(Instant.now().minus(Duration.ofHours(7)));
        var blob = upload(SVG, "image/svg+xml");
        clock.set(Instant.now());
        try (var threads = Executors.newSingleThreadExecutor()) {
            var collected = DATABASE.inTransaction(em -> {
                put("p", picture(blob, "mine"));
                var collecting = threads.submit(blobs::collect);
                DATABASE.awaitLock(collecting::isDone);
                return collecting;
            });
            collected.get();
        }

        assertThat(blobs.find(alice.did(), blob.cid()).bytes()).isEqualTo(SVG);
    }

    private BlobRef upload(byte[] bytes, String contentType) {
        return blobs.upload(alice.did(), contentType, bytes).blob();
    }

    private static ObjectNode picture(BlobRef image, String caption) {
        var record = Json.object().put("caption", caption);
        return record.set("image", image.toJson());
    }

    private void put(String rkey, ObjectNode record) {
        var input = Json.object()
                .put("repo", alice.did().value())
                .put("collection", PICTURE)
                .put("rkey", rkey);
        input.set("record", record);
        pds.procedure("com.atproto.repo.putRecord", alice.access(), input);
    }
}
