package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Reading files that a guest may have put there to trap us: no link is followed on the way, and only a regular file
 * that is not too long is read.
 */
final class GuestFiles {
    private GuestFiles() {}

    static Optional<String> read(Path root, Path relative, int most) {
        try (var folder = Files.newDirectoryStream(root)) {
            return read(folder, relative, most);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(DirectoryStream<Path> folder, Path relative, int most) throws IOException {
        if (!(folder instanceof SecureDirectoryStream<Path> secure)) {
            throw new IOException("This system cannot open files relative to a folder");
        }
        if (relative.getNameCount() > 1) {
            var first = relative.getName(0);
            try (var next = secure.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                return read(next, first.relativize(relative), most);
            }
        }
        // Opened for writing too, since opening a pipe only for reading would wait for its writer.
        var options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (var file = secure.newByteChannel(relative, options)) {
            // A pipe or a device has no size, and nothing is read from it.
            var size = file.size();
            if (size <= 0 || size > most) {
                return Optional.empty();
            }
            var content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining() && file.read(content) >= 0) {}
            return Optional.of(new String(content.array(), 0, content.position(), StandardCharsets.UTF_8));
        }
    }
}
