package org.computecontracts.pds.blob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The media type of a file that says by its first bytes what it is, named as the reference implementation does. */
final class FileKind {
    /** As much as any of them needs. */
    private static final int HEAD = 64;

    private static final int BRAND = 8;

    private record Kind(int at, String magic, String mime) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Kind(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Kind(0, "GIF8", "image/gif"),
            new Kind(BRAND, "WEBP", "image/webp"),
            new Kind(0, "II*\0", "image/tiff"),
            new Kind(0, "MM\0*", "image/tiff"),
            new Kind(0, "%PDF-", "application/pdf"),
            new Kind(0, "\u001f\u008b\u0008", "application/gzip"),
            new Kind(0, "ID3", "audio/mpeg"),
            new Kind(0, "fLaC", "audio/x-flac"),
            new Kind(BRAND, "WAVE", "audio/vnd.wave"));

    /** Of ISO media files; any other is video/mp4. */
    private static final Map<String, String> BRANDS = Map.of(
            "avif", "image/avif",
            "mif1", "image/heif",
            "heic", "image/heic",
            "heix", "image/heic",
            "qt  ", "video/quicktime",
            "M4V ", "video/x-m4v",
            "M4A ", "audio/x-m4a");

    private FileKind() {}

    static Optional<String> of(byte[] file) {
        var head = new String(file, 0, Math.min(HEAD, file.length), ISO_8859_1);
        if (head.startsWith("ftyp", BRAND / 2) && head.length() >= BRAND + 4) {
            return Optional.of(BRANDS.getOrDefault(head.substring(BRAND, BRAND + 4), "video/mp4"));
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of(head.contains("webm") ? "video/webm" : "video/x-matroska");
        }
        return KINDS.stream()
                .filter(kind -> head.startsWith(kind.magic(), kind.at()))
                .filter(kind -> kind.at() == 0 || head.startsWith("RIFF"))
                .map(Kind::mime)
                .findFirst();
    }
}
