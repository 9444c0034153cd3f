package org.computecontracts.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A WAR whose libraries are to be put beside it. */
record Application(Path war) {
    private static final String LIB = "WEB-INF/lib/";

    static Application in(Path war) {
        return new Application(war);
    }

    /** Writes its libraries to one folder, and all else to another. */
    void unpackInto(Path rest, Path libraries) throws IOException {
        Files.createDirectories(libraries);
        try (var source = new ZipFile(war.toFile())) {
            for (var entry : source.stream().toList()) {
                var name = entry.getName();
                if (name.startsWith(LIB)) {
                    unpack(source, entry, libraries, name.substring(LIB.length()));
                } else {
                    unpack(source, entry, rest, name);
                }
            }
        }
        takeSignaturesOff(libraries);
    }

    private static void takeSignaturesOff(Path libraries) throws IOException {
        if (SignedJar.isAskedFor()) {
            return;
        }
        try (var jars = Files.newDirectoryStream(libraries, "*.jar")) {
            for (var jar : jars) {
                if (SignedJar.is(jar)) {
                    new SignedJar(jar).takeSignatureOff();
                }
            }
        }
    }

    private static void unpack(ZipFile source, ZipEntry entry, Path folder, String name) throws IOException {
        var target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("not within the WAR: " + entry);
        }
        Files.createDirectories(entry.isDirectory() ? target : target.getParent());
        if (!entry.isDirectory()) {
            try (var content = source.getInputStream(entry)) {
                Files.copy(content, target);
            }
        }
    }
}
