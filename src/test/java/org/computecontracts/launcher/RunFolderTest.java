package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path home = Path.of("");

    @Test
    void endsWhatAKilledLauncherLeft() throws IOException {
        var orphan = sleeper();
        var run = Files.createDirectories(home.resolve("data/run"));
        new PidFile(run.resolve("chain.pid")).write(orphan.pid());

        RunFolder.claim(folders()).close();

        // Not the child itself, which learns of its end from another thread
        assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void leavesAloneAProcessThatOnlyHasTheSameId() throws IOException {
        var stranger = sleeper();
        var run = Files.createDirectories(home.resolve("data/run"));
        Files.writeString(run.resolve("chain.pid"), stranger.pid() + " 1\n");

        RunFolder.claim(folders()).close();

        assertThat(stranger.isAlive()).isTrue();
        stranger.kill();
    }

    @Test
    void mayBeClaimedAgainOnceItWasClosed() {
        RunFolder.claim(folders()).close();

        RunFolder.claim(folders()).close();
    }

    @Test
    void refusesASecondLauncher() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (var mine = RunFolder.claim(folders())) {
            var other = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), Claim.class.getName(), home.toString())
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("running", "./portal stop");
            assertThat(mine.file("launcher").process()).isPresent();
        }
    }

    /** Another launcher on the same folder. */
    static class Claim {
        public static void main(String[] arguments) {
            RunFolder.claim(new Folders(Path.of(arguments[0]), Path.of(arguments[0], "data")));
        }
    }

    @Test
    void neverTakesTheFileOfAProcessThatIsGone() {
        var gone = sleeper();
        var file = new PidFile(home.resolve("gone.pid"));
        file.write(gone.pid());
        gone.stop(Duration.ofSeconds(5));

        assertThat(file.process()).isEmpty();
        assertThatExceptionOfType(java.io.UncheckedIOException.class).isThrownBy(() -> file.write(gone.pid()));
    }

    private Folders folders() {
        return new Folders(home, home.resolve("data"));
    }

    private Child sleeper() {
        return Child.start(Command.of("sleep", home.resolve("log"), List.of("sleep", "60")));
    }
}
