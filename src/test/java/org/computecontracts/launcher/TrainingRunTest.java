package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run that goes wrong; that one goes right is seen in {@link SiteIT}. */
class TrainingRunTest {
    @TempDir
    Path folder = Path.of("");

    private Plan plan;

    /** Its server has no main class, so it ends at once. */
    @BeforeEach
    void thereIsABuild() throws IOException {
        assumeTrue(AotCache.isKnown(), "this JDK keeps no classes");
        new StandInServer(folder.resolve("checkout"));
        var folders = new Folders(folder.resolve("home"), folder.resolve("data"));
        plan = new Plan(folders, folder.resolve("checkout"), new Listeners(1, 2, 3), Map.of(), false);
    }

    @Test
    void leavesNoCacheOfAServerThatWasNeverReady() {
        assertThatThrownBy(new TrainingRun(plan)::make)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("ended with code");

        assertThat(ServerImage.of(plan).cache().exists()).isFalse();
    }

    @Test
    void isNotBegunWhenThePortalHasEnded() {
        var run = new TrainingRun(plan);
        run.close();

        assertThatThrownBy(run::make).hasMessageContaining("ended before it began");
    }

    @Test
    void isNoTwoProcessesWork() throws IOException {
        var image = ServerImage.of(plan);
        Folders.secret(image.training());
        try (var channel = FileChannel.open(
                        image.training().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            new TrainingRun(plan).make();

            assertThat(held.isValid()).isTrue();
            assertThat(image.training()).isDirectoryNotContaining("glob:**/data");
        }
    }
}
