package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A random 32-byte secret in base64, in a file that only its owner can read; made once. */
record Secret(Path file) {
    private static final SecureRandom RANDOM = new SecureRandom();

    String text() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make " + file, e);
        }
    }

    /** Moved into place when complete: half a key would lock everything sealed with it. */
    private void make() throws IOException {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part", owner);
        Files.writeString(draft, Base64.getEncoder().encodeToString(bytes) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
