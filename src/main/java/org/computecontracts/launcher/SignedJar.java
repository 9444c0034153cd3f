package org.computecontracts.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * A library whose entries are signed. The JVM checks each class of it when it is loaded, and keeps none of them in an
 * {@link AotCache}; what it came from was checked by the build.
 */
record SignedJar(Path file) {
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

    /** Oracle's JDK takes providers of cryptography only when they are signed; OpenJDK's builds do not ask. */
    static boolean isAskedFor() {
        return System.getProperty("java.vendor", "").startsWith("Oracle");
    }

    static boolean is(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile(), false)) {
            return jar.stream().anyMatch(entry -> isSignature(entry.getName()));
        }
    }

    private static boolean isSignature(String name) {
        return SIGNATURE.matcher(name).matches();
    }

    /** Leaves the same classes and resources, with what the manifest says of the whole. */
    void takeSignatureOff() throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".unsigned");
        try (var signed = new JarFile(file.toFile(), false);
                var unsigned = new JarOutputStream(Files.newOutputStream(draft), ofTheWhole(signed.getManifest()))) {
            for (var entry : signed.stream().toList()) {
                if (!isSignature(entry.getName()) && !JarFile.MANIFEST_NAME.equalsIgnoreCase(entry.getName())) {
                    unsigned.putNextEntry(new ZipEntry(entry.getName()));
                    signed.getInputStream(entry).transferTo(unsigned);
                    unsigned.closeEntry();
                }
            }
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Manifest ofTheWhole(Manifest manifest) {
        var kept = new Manifest();
        kept.getMainAttributes().putAll(manifest.getMainAttributes());
        return kept;
    }
}
