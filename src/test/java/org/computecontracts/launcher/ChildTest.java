package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhyAProgramEnded() {
        var child = Child.start(shell("echo the disk is full; exit 3"));

        assertThatExceptionOfType(LaunchException.class)
                .isThrownBy(() -> child.mustSucceed(Duration.ofSeconds(10)))
                .withMessageContaining("code 3")
                .withMessageContaining("the disk is full");
    }

    @Test
    void endsAProgramThatDoesNotListen() {
        var child = Child.start(shell("trap '' TERM; while :; do sleep 0.1; done"));

        child.stop(Duration.ofMillis(300));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void endsWithTheThreadThatStartedIt() throws Exception {
        var started = new CompletableFuture<Child>();
        var starter = new Thread(() -> {
            var child = Child.start(shell("echo up; sleep 60"));
            waitUntil(() -> child.lastLines().equals("up"));
            started.complete(child);
        });
        starter.start();
        starter.join();

        var child = started.get();

        waitUntil(() -> !child.isAlive());
    }

    private static void waitUntil(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as("tenths of a second waited").isLessThan(200);
            Pause.of(Duration.ofMillis(100));
        }
    }

    private Command shell(String script) {
        return Command.of("a script", folder.resolve("log"), List.of("sh", "-c", script));
    }
}
