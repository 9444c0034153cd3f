package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class GuestFilesTest {
    private static final Path KEY = Path.of("etc", "ssh", "key.pub");

    @TempDir
    Path folder;

    private Path root;
    private Path secret;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("etc/ssh"));
        secret = Files.writeString(folder.resolve("secret"), "the host's");
    }

    @Test
    void readsARegularFile() throws IOException {
        Files.writeString(root.resolve(KEY), "ssh-ed25519 AAAA");

        assertThat(GuestFiles.read(root, KEY, 100)).contains("ssh-ed25519 AAAA");
    }

    @Test
    void followsNoLinkAtTheEnd() throws IOException {
        Files.createSymbolicLink(root.resolve(KEY), secret);

        assertThat(GuestFiles.read(root, KEY, 100)).isEmpty();
    }

    @Test
    void followsNoLinkOnTheWay() throws IOException {
        Files.writeString(folder.resolve("key.pub"), "the host's");
        Files.delete(root.resolve("etc/ssh"));
        Files.createSymbolicLink(root.resolve("etc/ssh"), folder);

        assertThat(GuestFiles.read(root, KEY, 100)).isEmpty();
    }

    @Test
    void isNotHeldUpByAPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve(KEY).toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(GuestFiles.read(root, KEY, 100)).isEmpty();
    }

    @Test
    void readsNothingThatIsTooLong() throws IOException {
        Files.writeString(root.resolve(KEY), "x".repeat(101));

        assertThat(GuestFiles.read(root, KEY, 100)).isEmpty();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(GuestFiles.read(root, Path.of("etc", "none"), 100)).isEmpty();
        assertThat(GuestFiles.read(folder.resolve("none"), KEY, 100)).isEmpty();
    }
}
