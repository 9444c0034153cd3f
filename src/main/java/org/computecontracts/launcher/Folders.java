package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept between runs.
 *
 * @param home what any clone may share: programs, the guest's root file system; and below it the data
 * @param data what one portal must not lose: database, keys, certificates, its logs
 */
public record Folders(Path home, Path data) {
    /** {@code CC_HOME}, or the user's data folder (XDG Base Directory Specification). */
    public static Folders ofUser() {
        var home = variable("CC_HOME")
                .map(Path::of)
                .orElseGet(() -> variable("XDG_DATA_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"))
                        .resolve("compute-contracts"));
        return new Folders(home, variable("CC_DATA").map(Path::of).orElseGet(() -> home.resolve("data")));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** A folder that only its owner can read, made when missing. */
    static Path secret(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder, e);
        }
    }

    /** Copies a folder and all in it to where nothing is. */
    static void copy(Path folder, Path target) {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(folder.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + folder + " to " + target, e);
        }
    }

    /** Deletes a folder and all in it; one that is not there is fine. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Delete());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private static class Delete extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
