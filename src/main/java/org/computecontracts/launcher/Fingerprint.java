package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/** Tells one build on one JDK from any other, by what every file in the archives is called and holds. */
final class Fingerprint {
    private Fingerprint() {}

    /** Reads the archives' directories alone, which have size and checksum of each file. */
    static String of(Path... archives) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
            for (var archive : archives) {
                add(digest, archive);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            zip.stream().forEach(entry -> add(digest, entry.getName() + " " + entry.getSize() + " " + entry.getCrc()));
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
