package org.computecontracts.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A .tar.xz archive from the class path. */
record Archive(String resource) {
    /** Unpacks into {@code target}, which appears only when it is complete: several processes may race to make it. */
    void unpackTo(Path target) {
        try {
            Files.createDirectories(target.getParent());
            var draft = Files.createTempDirectory(target.getParent(), target.getFileName() + ".part");
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(draft);
            if (!draft.toFile().renameTo(target.toFile())) {
                Folders.delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + resource + " to " + target, e);
        }
    }

    private void unpack(Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, inside(folder, entry.getName()));
            }
        }
    }

    private InputStream open() {
        var stream = Archive.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        return stream;
    }

    private static Path inside(Path folder, String name) throws IOException {
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("Outside of the archive: " + name);
        }
        return path;
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        var executable = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
