package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the signed library that the portal has. */
class SignedJarTest {
    private static final String SIGNED = BouncyCastleProvider.class.getName();

    @TempDir
    Path folder = Path.of("");

    private Path library;

    @BeforeEach
    void thereIsALibrary() throws Exception {
        URI origin = BouncyCastleProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        library = Files.copy(Path.of(origin), folder.resolve("library.jar"));
    }

    @Test
    void losesItsSignatureAndNothingElse() throws Exception {
        assertThat(SignedJar.is(library)).isTrue();
        assertThat(signers()).isNotNull();
        var before = names();

        new SignedJar(library).takeSignatureOff();

        assertThat(SignedJar.is(library)).isFalse();
        assertThat(signers()).isNull();
        assertThat(before).containsAll(names()).hasSizeLessThan(names().size() + 4);
        assertThat(names()).contains(SIGNED.replace('.', '/') + ".class", "META-INF/MANIFEST.MF");
    }

    @Test
    void staysOneForSeveralReleases() throws IOException {
        new SignedJar(library).takeSignatureOff();

        try (var jar = new JarFile(library.toFile())) {
            assertThat(jar.isMultiRelease()).isTrue();
            assertThat(jar.getManifest().getEntries()).isEmpty();
        }
    }

    private Object[] signers() throws Exception {
        try (var loader = new URLClassLoader(new URL[] {library.toUri().toURL()}, null)) {
            return loader.loadClass(SIGNED).getSigners();
        }
    }

    private List<String> names() throws IOException {
        try (var jar = new JarFile(library.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(Object::toString)
                    .toList();
        }
    }
}
