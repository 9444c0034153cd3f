package org.computecontracts.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A WAR whose libraries are to be put beside it. */
record Application(Path war) {
    private static final String LIB = "WEB-INF/lib/";

    static Application in(Path war) {
        return new Application(war);
    }

    /** Writes the WAR without its libraries, and these to a folder. */
    void splitInto(Path rest, Path libraries) throws IOException {
        Files.createDirectories(libraries);
        try (var source = new ZipFile(war.toFile());
                var target = new ZipOutputStream(Files.newOutputStream(rest))) {
            for (var entry : source.stream().toList()) {
                if (!entry.getName().startsWith(LIB)) {
                    target.putNextEntry(new ZipEntry(entry.getName()));
                    source.getInputStream(entry).transferTo(target);
                    target.closeEntry();
                } else if (!entry.isDirectory()) {
                    copyLibrary(source, entry, libraries);
                }
            }
        }
    }

    private static void copyLibrary(ZipFile source, ZipEntry entry, Path libraries) throws IOException {
        var target = libraries.resolve(Path.of(entry.getName()).getFileName());
        try (var content = source.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }
}
